internal import Model
internal import Presentation
internal import State
internal import Storage
internal import WebPages
internal import WebServer

/// Answers the requests of a browser. Called on the server's threads.
struct WebHandler: Sendable {
  let state: WebState
  let access: WebAccess
  let watch: StatusWatch
  /// `http://127.0.0.1:8620`.
  let origin: String

  /// Answers one request.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    switch access.check(request) {
    case .refused(let status, let headline, let text):
      return page(
        MessagePage(headline: headline, text: text).document(bareContext), status: status)
    case .signedIn(let cookie):
      var answer = redirect("/")
      answer.fields.append(("Set-Cookie", cookie))
      return answer
    case .allowed: break
    }
    do {
      return try route(request)
    } catch let failure as PipelineFailure {
      return page(
        MessagePage(
          headline: "The state cannot be read", text: failure.description,
          next: ("/operations", "Operations")
        ).document(bareContext), status: 503)
    } catch {
      return page(
        MessagePage(
          headline: "The state cannot be read", text: "\(error). Look at: winnow audit",
          next: ("/operations", "Operations")
        ).document(bareContext), status: 503)
    }
  }

  private func route(_ request: HTTPRequest) throws -> HTTPResponse {
    let parts = request.path.split(separator: "/").map(String.init)
    if request.method == "POST" {
      if parts == ["articles", "forget"] { return forget(request) }
      guard parts.count == 2, parts[0] == "quarantine" else { return missing() }
      return try decide(parts[1], request)
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      return page(
        MessagePage(headline: "This is only read", text: "Pages are asked for with GET.")
          .document(bareContext), status: 405, [("Allow", "GET, HEAD")])
    }
    switch (parts.first, parts.count) {
    case (nil, 0): return try search(request)
    case ("assets", 2): return asset(request.path)
    case ("feed.atom", 1), ("feed.json", 1):
      return try feed(request, isAtom: parts[0] == "feed.atom")
    case ("article", 2): return try article(parts[1])
    case ("article", 3) where parts[2] == "why": return try explanation(parts[1])
    case ("article", 3) where parts[2] == "original": return try original(parts[1], request)
    case ("article", 3) where parts[2] == "forget": return try takedown(of: parts[1], request)
    case ("story", 2): return try story(parts[1], request)
    case ("compare", 1): return try comparison(request)
    case ("files", 1): return try files(request)
    case ("file", 2): return try file(parts[1])
    case ("operations", 1): return operations()
    case ("live", 1): return live()
    default: return missing()
    }
  }

  // MARK: What all answers have

  /// The time now.
  static var moment: Timestamp { Timestamp(milliseconds: SystemClock().wall()) }
  private var now: Timestamp { Self.moment }

  /// For pages that know nobody.
  private var bareContext: PageContext { PageContext(origin: origin, now: now) }

  var context: PageContext {
    PageContext(
      origin: origin, now: now, changeToken: access.changeToken, attention: watch.attention,
      feedToken: access.feedToken)
  }

  /// What a page may load: its own style, script and pictures; nobody may frame it.
  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// Fields that every answer has.
  static let common: [(name: String, value: String)] = [
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]

  func page(
    _ bytes: [UInt8], status: Int = 200, _ more: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: "text/html; charset=utf-8",
      fields: Self.common + [
        ("Content-Security-Policy", Self.policy), ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
      ] + more, body: bytes)
  }

  /// An answer that is no page, and holds no markup that a browser would follow.
  func plain(
    _ bytes: [UInt8], _ contentType: String, _ more: [(name: String, value: String)] = []
  ) -> HTTPResponse {
    HTTPResponse(
      contentType: contentType,
      fields: Self.common + [
        ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
        ("X-Frame-Options", "DENY"), ("Cache-Control", "no-store"),
      ] + more, body: bytes)
  }

  /// To another page of winnow's own.
  func redirect(_ path: String) -> HTTPResponse {
    page([], status: 303, [("Location", path)])
  }

  func missing(
    _ headline: String = "There is no such page",
    _ text: String =
      "Search for what you want to read; every article, story and file has an address."
  ) -> HTTPResponse {
    page(
      MessagePage(headline: headline, text: text, next: ("/", "Latest stories")).document(context),
      status: 404)
  }

  private func asset(_ path: String) -> HTTPResponse {
    guard let asset = WebAsset.all.first(where: { $0.path == path }) else { return missing() }
    return HTTPResponse(
      contentType: asset.contentType,
      fields: Self.common + [
        // The address changes with the content.
        ("Cache-Control", "public, max-age=31536000, immutable"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
      ], body: asset.bytes)
  }
}
