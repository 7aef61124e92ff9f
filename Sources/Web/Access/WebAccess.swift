internal import Sockets
internal import Synchronization
package import WebServer

/// Who may read: one person, with a browser that was shown the address with its token.
///
/// Other local accounts have no token. Other pages in the same browser are told by `Host` (a name that
/// was pointed at this machine), `Origin` and `Sec-Fetch-Site`, and have no cookie, since it is sent to
/// pages of this origin only.
package final class WebAccess: Sendable {
  /// What becomes of a request.
  package enum Decision: Sendable {
    /// The request is answered.
    case allowed
    /// It is sent on, with the cookie that lets it in from now on.
    case signedIn(cookie: String)
    /// It is refused, with what happened and what to do.
    case refused(status: Int, headline: String, text: String)
  }

  private let port: UInt16
  private let session: Secret
  private let feedKey: Secret
  private let change: Secret
  /// Nil once it was used.
  private let token: Mutex<Secret?>
  /// A token that may be used again and again: that of a file.
  private let lasting: Secret?
  private let allowsChanges: Bool
  private let publicOrigin: PublicOrigin?

  /// `port`: Of the address that browsers use. `token`: A lasting one; a new one that works once where
  /// left out. `publicOrigin`: That of a reverse proxy in front.
  package init(
    port: UInt16, allowsChanges: Bool, token given: String? = nil,
    publicOrigin: PublicOrigin? = nil
  ) {
    self.port = port
    self.publicOrigin = publicOrigin
    self.allowsChanges = allowsChanges
    change = Secret()
    if let given {
      lasting = Secret(of: given, for: "token")
      session = Secret(of: given, for: "session")
      feedKey = Secret(of: given, for: "feeds")
      token = Mutex(nil)
    } else {
      lasting = nil
      session = Secret()
      feedKey = Secret()
      token = Mutex(Secret())
    }
  }

  /// The token that is still to be used; nil where it was, or where it is a file's.
  package var firstToken: String? { token.withLock { $0?.text } }

  /// Lets a form's action through; nil where nothing may be changed.
  package var changeToken: String? { allowsChanges ? change.text : nil }

  /// Lets a feed reader in, which has no cookie; it opens feeds and nothing else.
  package var feedToken: String { feedKey.text }

  /// The cookie's name: cookies of one host are common to all its ports.
  private var cookieName: String { "winnow-\(port)" }

  /// The names by which this server may be spoken to.
  private var hosts: [String] {
    ["127.0.0.1", "localhost", "[::1]"].flatMap { host in
      port == 80 ? [host, "\(host):80"] : ["\(host):\(port)"]
    }
  }

  /// The origin of our own pages under a name; nil for a name that is not ours.
  private func origin(of host: String) -> String? {
    if let publicOrigin, publicOrigin.host == host { return publicOrigin.text }
    return hosts.contains(host) ? "http://\(host)" : nil
  }

  /// Looks at one request.
  package func check(_ request: HTTPRequest) -> Decision {
    let named = request.fieldValues(of: "Host")
    guard named.count == 1, let host = named.first?.lowercased(), let own = origin(of: host) else {
      return .refused(
        status: 421, headline: "This is not the name of this server",
        text: "Open it as http://127.0.0.1:\(port)/; a name that leads here is answered to nobody.")
    }
    if let refusal = foreign(request, own: own) { return refusal }
    if request.path.hasPrefix("/assets/") { return .allowed }
    if request.path == "/", let given = request["token"] { return signIn(given, request) }
    if request.path.hasPrefix("/feed."), feedKey.isSame(as: request["key"]) { return .allowed }
    guard hasCookie(request) || hasBearer(request) else { return .noSession }
    guard request.method != "POST" else { return changeDecision(request) }
    return .allowed
  }

  /// A request that a page of another origin made.
  private func foreign(_ request: HTTPRequest, own: String) -> Decision? {
    let origins = request.fieldValues(of: "Origin")
    let site = request.fieldValues(of: "Sec-Fetch-Site").first
    // Our pages tell nobody where a request comes from (no-referrer), so a browser writes `null` for their
    // forms too; what it says of the site holds then. A frame without an origin is another site.
    let isForeign = origins.contains { origin in
      origin.lowercased() != own && !(origin == "null" && site == "same-origin")
    }
    let isCross = site == "cross-site" || site == "same-site"
    let mode = request.fieldValues(of: "Sec-Fetch-Mode").first
    // Following a link to a page is what links are for; it has no cookie then.
    let isLink = request.method == "GET" && mode == "navigate" && origins.isEmpty
    let isNamed = !origins.isEmpty || site == "same-origin"
    if isForeign || isCross && !isLink || request.method == "POST" && !isNamed {
      return .refused(
        status: 403, headline: "Another page asked for this",
        text: "Only these pages themselves are answered. Open the page itself, and do it there.")
    }
    return nil
  }

  private func signIn(_ given: String, _ request: HTTPRequest) -> Decision {
    let secure = publicOrigin?.isSecure == true ? "; Secure" : ""
    let cookie = "\(cookieName)=\(session.text); Path=/; HttpOnly; SameSite=Strict\(secure)"
    if let lasting {
      let token = Secret(of: given, for: "token").text
      return lasting.isSame(as: token) ? .signedIn(cookie: cookie) : .noSession
    }
    let isFirst = token.withLock { token in
      guard let waiting = token, waiting.isSame(as: given) else { return false }
      token = nil
      return true
    }
    // Somebody who is in already, and opens the address again, is not locked out.
    return isFirst || hasCookie(request) ? .signedIn(cookie: cookie) : .noSession
  }

  /// A reverse proxy that knows who is allowed sends the token of the file itself.
  private func hasBearer(_ request: HTTPRequest) -> Bool {
    guard let lasting, let given = request.fieldValues(of: "Authorization").first,
      given.hasPrefix("Bearer ")
    else { return false }
    return lasting.isSame(as: Secret(of: String(given.dropFirst(7)), for: "token").text)
  }

  private func hasCookie(_ request: HTTPRequest) -> Bool {
    request.fieldValues(of: "Cookie").flatMap { $0.split(separator: ";") }.contains { pair in
      let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      return parts.count == 2 && parts[0] == cookieName && session.isSame(as: String(parts[1]))
    }
  }

  private func changeDecision(_ request: HTTPRequest) -> Decision {
    guard allowsChanges else {
      return .refused(
        status: 403, headline: "Nothing may be changed here",
        text:
          "Start winnow web with --allow-changes, or use winnow retry, quarantine and forget.")
    }
    guard change.isSame(as: request["token"]) else {
      return .refused(
        status: 403, headline: "This form is too old",
        text: "It comes from a page of an earlier start. Load the page again, and do it there.")
    }
    return .allowed
  }
}

extension WebAccess.Decision {
  /// Nobody is signed in.
  fileprivate static let noSession = WebAccess.Decision.refused(
    status: 401, headline: "Not signed in",
    text:
      "winnow web prints an address with a token that works once. Open that one; if it was used, end winnow web and start it anew."
  )
}
