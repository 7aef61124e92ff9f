import Configuration
import Foundation
import Glibc
import Sockets
import Testing
import Web
import WinnowCommands

/// The pages of a real state, over a real socket.
@Suite struct WebPageTests {
  private func service(
    _ state: SampleState, changes: Bool = false
  ) throws -> (WebService, Browser) {
    var options = WebOptions(address: LoopbackAddress(host: .version4, port: 0))
    options.allowsChanges = changes
    let service = try WebService(
      Deployment(state: state.path, config: nil, environment: [:], usesTheRest: true), options)
    var browser = Browser(port: service.address.port)
    try browser.signIn(service.link)
    return (service, browser)
  }

  @Test("every page of a state without a daemon is there, with the fields that keep others out")
  func pages() async throws {
    let state = try await SampleState.shared()
    let (service, browser) = try service(state)
    defer { service.stop() }
    let (first, second) = (try state.id("1-ellison.txt"), try state.id("2-again.txt"))
    let targets = [
      "/", "/?q=bridge", "/?q=bridge&sort=date&all-copies=1", "/article/\(first)",
      "/article/\(first)/why",
      "/story/\(first)", "/story/\(first)?order=arrival", "/compare?a=\(first)&b=\(second)",
      "/files",
      "/files?outcome=rejected", "/operations",
    ]
    for target in targets {
      let answer = try browser.get(target)
      #expect(answer.status == 200, "\(target)")
      #expect(
        answer["Content-Security-Policy"]?.contains("default-src 'none'; style-src 'self'") == true)
      #expect(answer["X-Frame-Options"] == "DENY")
      #expect(answer["X-Content-Type-Options"] == "nosniff")
      #expect(answer["Referrer-Policy"] == "no-referrer")
      #expect(answer["Cache-Control"] == "no-store")
      #expect(answer.body.hasSuffix("</html>"), "\(target)")
    }
    #expect(try browser.get("/?q=bridge").body.contains("Ellison"))
    #expect(try browser.get("/?q=headline:x").status == 400)
    for target in [
      "/article/nothing", "/story/nothing", "/nothing", "/file/nothing", "/assets/x.css",
    ] {
      #expect(try browser.get(target).status == 404, "\(target)")
    }
  }

  @Test("an original is a page that may run and load nothing, or text, or a file to save")
  func original() async throws {
    let state = try await SampleState.shared()
    let (service, browser) = try service(state)
    defer { service.stop() }
    let id = try state.id("3-page.html")
    let page = try browser.get("/article/\(id)/original")
    #expect(page["Content-Type"] == "text/html; charset=UTF-8")
    #expect(page["Content-Security-Policy"]?.hasPrefix("sandbox; default-src 'none'") == true)
    #expect(page.body == SampleFiles.page)
    let text = try browser.get("/article/\(id)/original?as=text")
    #expect(text["Content-Type"] == "text/plain; charset=UTF-8")
    #expect(text.body == SampleFiles.page)
    let file = try browser.get("/article/\(id)/original?as=file")
    #expect(file["Content-Disposition"]?.hasPrefix("attachment") == true)
    // One of many articles in a file is no page, whatever it holds.
    let line = try browser.get("/article/\(state.id("5-lines.jsonl"))/original")
    #expect(line["Content-Type"]?.hasPrefix("text/plain") == true)
  }

  @Test("feeds open with the key of their address, and ids do not change with a new start")
  func feeds() async throws {
    let state = try await SampleState.shared()
    var entries: [[Substring]] = []
    for _ in 0..<2 {
      let (service, browser) = try service(state)
      defer { service.stop() }
      let page = try browser.get("/?q=bridge").body
      let address = try #require(
        page.split(separator: "href=\"").first { $0.hasPrefix("/feed.atom") }
      ).prefix { $0 != "\"" }.description.replacing("&amp;", with: "&")
      let reader = Browser(port: service.address.port)
      let feed = try reader.get(address)
      #expect(feed.status == 200)
      #expect(feed["Content-Type"] == "application/atom+xml; charset=utf-8")
      #expect(try reader.get("/article/\(state.id("1-ellison.txt"))").status == 401)
      entries.append(feed.body.split(separator: "<id>").dropFirst().map { $0.prefix { $0 != "<" } })
      let json = try reader.get(address.replacing(".atom", with: ".json"))
      #expect(json["Content-Type"] == "application/feed+json; charset=utf-8")
      #expect(try JSONSerialization.jsonObject(with: Data(json.body.utf8)) is [String: Any])
    }
    #expect(entries[0].count > 1)
    #expect(entries[0] == entries[1])
  }

  @Test("a file that was set aside is discarded from the page only with what that needs")
  func changes() async throws {
    let state = try await SampleState.copy()
    // A file that was read where it lay is not moved; a daemon would have set it aside here.
    let jobs = try await winnow("jobs", "--outcome", "quarantined", "--json", "--state", state.path)
    let job = try #require(try jobs.objects().first?["job"] as? String)
    _ = try state.folder.write("state/spool/quarantine/\(job)", "x")
    let (service, browser) = try service(state, changes: true)
    defer { service.stop() }
    let page = try browser.get("/operations").body
    let action = try #require(
      page.split(separator: "action=\"").first { $0.hasPrefix("/quarantine/discard") }
    ).prefix { $0 != "\"" }.description.replacing("&amp;", with: "&")
    let own = "Origin: http://127.0.0.1:\(service.address.port)"
    #expect(try browser.ask("POST", action).status == 403)
    #expect(try browser.ask("POST", action, ["Origin: https://evil.example"]).status == 403)
    #expect(try browser.ask("GET", action).status == 404)
    #expect(try Browser(port: service.address.port).ask("POST", action, [own]).status == 401)
    #expect(try browser.get("/operations").body.contains("7-link.txt"))
    // The first request is a question: nothing is deleted without a second one.
    let question = try browser.ask("POST", action, [own])
    #expect(question.status == 200 && question.body.contains("sure=true"))
    #expect(try browser.get("/operations").body.contains("7-link.txt"))
    #expect(try browser.ask("POST", action + "&sure=true", [own]).status == 303)
    #expect(!(try browser.get("/operations").body.contains("quarantine/discard")))
  }

  @Test("without a daemon, or without leave, nothing is taken out, and the page says what does it")
  func takedown() async throws {
    let state = try await SampleState.copy()
    let id = try state.id("1-ellison.txt")
    let (reading, reader) = try service(state)
    defer { reading.stop() }
    let refused = try reader.get("/article/\(id)/forget")
    #expect(refused.status == 403 && refused.body.contains("winnow forget \(id)"))
    #expect(!(try reader.get("/article/\(id)").body.contains("/forget\"")))
    let (service, browser) = try service(state, changes: true)
    defer { service.stop() }
    #expect(try browser.get("/article/\(id)").body.contains("/forget\""))
    let answer = try browser.get("/article/\(id)/forget")
    #expect(answer.status == 409 && answer.body.contains("winnowd is not running"))
    let own = "Origin: http://127.0.0.1:\(service.address.port)"
    let target = "/articles/forget?id=\(id)"
    #expect(try browser.ask("POST", target, [own]).status == 403)
    #expect(try browser.ask("GET", target).status == 404)
    #expect(try browser.get("/article/\(id)").status == 200)
  }

  @Test(
    "whoever watches operations is sent its parts as events, and the stream ends with the server")
  func live() async throws {
    let state = try await SampleState.shared()
    let (service, browser) = try service(state)
    let bytes = try browser.exchange("GET", "/live") {
      String(decoding: $0, as: UTF8.self).contains("id=\"recent\"")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Content-Type: text/event-stream"))
    #expect(text.contains("event: part\ndata: <section id=\"verdict\""))
    service.stop()
  }

  @Test(
    "an address that another machine could reach is refused, with what to do",
    arguments: [
      "0.0.0.0:8620", "[::]:8620", "192.168.1.2:8620", "8620", "127.0.0.1", "127.0.0.1:x",
      "example.org:80", ":80",
    ])
  func address(_ text: String) async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("web", "--listen", text, "--state", state.path)
    #expect(run.status == .usage)
    #expect(run.error.contains("ssh -L"))
  }

  @Test("a token that others may read, and one that is short, are refused")
  func tokenFile() async throws {
    let state = try await SampleState.shared()
    let folder = try TemporaryFolder()
    let path = try folder.write("token", String(repeating: "a", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let shared = try await winnow("web", "--token-file", path, "--state", state.path)
    #expect(shared.status == .usage && shared.error.contains("chmod 600"))
    let short = try folder.write("short", "abc")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: short)
    let run = try await winnow("web", "--token-file", short, "--state", state.path)
    #expect(run.status == .usage && run.error.contains("16 characters"))
  }
}
