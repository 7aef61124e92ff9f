import Testing
import Web
import WebServer

/// Who is let in. A hostile page in the same browser, a name that was pointed at this machine, another account.
@Suite struct WebAccessTests {
  private func access(changes: Bool = true) -> WebAccess {
    WebAccess(port: 8620, allowsChanges: changes)
  }

  private func request(
    _ path: String = "/", _ fields: [(String, String)] = [], method: String = "GET",
    query: [(String, String)] = [], host: String? = "127.0.0.1:8620"
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, path: path, query: query.map { (name: $0.0, value: $0.1) },
      fields: (host.map { [("Host", $0)] } ?? []).map { (name: $0.0, value: $0.1) }
        + fields.map { (name: $0.0, value: $0.1) })
  }

  /// Signs in and returns the cookie as a browser sends it.
  private func signIn(_ access: WebAccess) throws -> (String, String) {
    let token = try #require(access.firstToken)
    guard case .signedIn(let cookie) = access.check(request(query: [("token", token)])) else {
      Issue.record("the token does not let in")
      return ("Cookie", "")
    }
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
    return ("Cookie", String(cookie.prefix { $0 != ";" }))
  }

  private func status(_ decision: WebAccess.Decision) -> Int {
    switch decision {
    case .allowed: 200
    case .signedIn: 303
    case .refused(let status, _, _): status
    }
  }

  @Test("without the cookie nothing is read, with it everything is")
  func cookie() throws {
    let access = access()
    for path in ["/", "/article/1", "/story/1", "/operations", "/live", "/files", "/feed.atom"] {
      #expect(status(access.check(request(path))) == 401)
    }
    let cookie = try signIn(access)
    for path in ["/", "/article/1", "/story/1", "/operations", "/live"] {
      #expect(status(access.check(request(path, [cookie]))) == 200)
    }
    #expect(status(access.check(request("/", [("Cookie", cookie.1 + "0")]))) == 401)
    #expect(
      status(access.check(request("/", [("Cookie", "winnow-8621=" + cookie.1.suffix(64))]))) == 401)
  }

  @Test("a token works once; a wrong one never, and uses up nothing")
  func token() throws {
    let access = access()
    let token = try #require(access.firstToken)
    #expect(status(access.check(request(query: [("token", "x")]))) == 401)
    #expect(status(access.check(request(query: [("token", "")]))) == 401)
    #expect(status(access.check(request(query: [("token", token)]))) == 303)
    #expect(access.firstToken == nil)
    #expect(status(access.check(request(query: [("token", token)]))) == 401)
  }

  @Test("a token of a file works again, and its cookie after a new start")
  func lastingToken() {
    let (first, second) = (
      WebAccess(port: 80, allowsChanges: false, token: "0123456789abcdef"),
      WebAccess(port: 80, allowsChanges: false, token: "0123456789abcdef")
    )
    #expect(first.firstToken == nil)
    for access in [first, first, second] {
      let asked = request(query: [("token", "0123456789abcdef")], host: "127.0.0.1")
      #expect(status(access.check(asked)) == 303)
      #expect(status(access.check(request(query: [("token", "0123")], host: "127.0.0.1"))) == 401)
    }
    #expect(first.feedToken == second.feedToken)
  }

  @Test(
    "another name than that of this machine is answered to nobody, as when a name was pointed here",
    arguments: [
      "evil.example:8620", "127.0.0.1", "127.0.0.1:8621", "localhost.evil.example:8620", "",
      "127.0.0.1:8620.evil.example",
      "0.0.0.0:8620", "2130706433:8620",
    ])
  func host(_ name: String) throws {
    let access = access()
    let cookie = try signIn(access)
    #expect(status(access.check(request("/", [cookie], host: name))) == 421)
    #expect(status(access.check(request("/", [cookie], host: nil))) == 421)
    #expect(
      status(access.check(request("/", [cookie, ("Host", "127.0.0.1:8620")], host: name))) == 421)
    #expect(status(access.check(request("/", [cookie], host: "LocalHost:8620"))) == 200)
  }

  @Test(
    "a page of another origin gets nothing, cookie or not",
    arguments: [
      "https://evil.example", "http://127.0.0.1:9000", "https://127.0.0.1:8620", "null", "",
    ])
  func origin(_ origin: String) throws {
    let access = access()
    let cookie = try signIn(access)
    let token = try #require(access.changeToken)
    #expect(status(access.check(request("/", [cookie, ("Origin", origin)]))) == 403)
    let post = request(
      "/quarantine/discard", [cookie, ("Origin", origin)], method: "POST", query: [("token", token)]
    )
    #expect(status(access.check(post)) == 403)
  }

  @Test("a request that another site made is refused, and a link that was followed is not")
  func site() throws {
    let access = access()
    let cookie = try signIn(access)
    func asked(_ site: String, _ mode: String) -> Int {
      status(
        access.check(request("/", [cookie, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode)])))
    }
    #expect(asked("cross-site", "no-cors") == 403)
    #expect(asked("same-site", "cors") == 403)
    #expect(asked("cross-site", "navigate") == 200)
    #expect(asked("same-origin", "cors") == 200)
    #expect(asked("none", "navigate") == 200)
  }

  @Test(
    "a change needs the cookie, the token of this start and a page of this origin; and to be allowed at all"
  )
  func changes() throws {
    let access = access()
    let cookie = try signIn(access)
    let token = try #require(access.changeToken)
    let own = ("Origin", "http://127.0.0.1:8620")
    func post(_ fields: [(String, String)], _ token: String?) -> Int {
      status(
        access.check(
          request(
            "/quarantine/retry", fields, method: "POST", query: token.map { [("token", $0)] } ?? [])
        ))
    }
    #expect(post([cookie, own], token) == 200)
    #expect(post([cookie], token) == 403)
    #expect(post([own], token) == 401)
    #expect(post([cookie, own], nil) == 403)
    #expect(post([cookie, own], "wrong") == 403)
    let form = [cookie, ("Origin", "null"), ("Sec-Fetch-Site", "same-origin")]
    #expect(post(form, token) == 200)
    #expect(post([cookie, ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")], token) == 403)
    #expect(post([cookie, ("Origin", "null")], token) == 403)
    let reading = self.access(changes: false)
    #expect(reading.changeToken == nil)
    let other = try signIn(reading)
    let asked = request(
      "/quarantine/retry", [other, own], method: "POST", query: [("token", token)])
    #expect(status(reading.check(asked)) == 403)
  }

  @Test(
    "behind a proxy its name and its origin are ours too, and the token of the file may come from it"
  )
  func proxy() throws {
    let access = WebAccess(
      port: 8620, allowsChanges: true, token: "0123456789abcdef",
      publicOrigin: PublicOrigin("https://News.example"))
    func asked(_ fields: [(String, String)], method: String = "GET", host: String = "news.example")
      -> Int
    {
      status(
        access.check(
          request(
            "/operations", fields, method: method, query: [("token", access.changeToken ?? "")],
            host: host)))
    }
    let bearer = ("Authorization", "Bearer 0123456789abcdef")
    #expect(asked([bearer]) == 200)
    #expect(asked([("Authorization", "Bearer 0123456789abcdee")]) == 401)
    #expect(asked([]) == 401)
    #expect(asked([bearer], host: "other.example") == 421)
    #expect(asked([bearer, ("Origin", "https://news.example")], method: "POST") == 200)
    #expect(asked([bearer, ("Origin", "http://news.example")], method: "POST") == 403)
    let token = request(query: [("token", "0123456789abcdef")], host: "news.example")
    guard case .signedIn(let cookie) = access.check(token) else { throw Refused() }
    #expect(cookie.hasSuffix("; Secure"))
    // A token that works once is nobody's to send.
    let once = self.access()
    let sent = request("/files", [("Authorization", "Bearer \(once.firstToken ?? "")")])
    #expect(status(once.check(sent)) == 401)
  }

  private struct Refused: Error {}

  @Test(
    "an origin is a scheme and a host, and nothing else",
    arguments: [
      "news.example", "https://", "https://a/b", "ftp://a", "https://a b", "https://a\r\nX: y",
      "https://ü.example",
    ])
  func publicOrigin(_ text: String) { #expect(PublicOrigin(text) == nil) }

  @Test("the key of feeds opens feeds and nothing else")
  func feeds() {
    let access = access()
    let key = [("key", access.feedToken)]
    #expect(status(access.check(request("/feed.atom", query: key))) == 200)
    #expect(status(access.check(request("/feed.json", query: key))) == 200)
    #expect(status(access.check(request("/article/1", query: key))) == 401)
    #expect(status(access.check(request("/feed.atom", query: [("key", "x")]))) == 401)
  }
}
