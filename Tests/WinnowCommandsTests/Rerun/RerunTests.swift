import Foundation
import Testing
import WinnowCommands

/// A state in a folder that lives as long as it.
private struct EarlierState {
  let folder: TemporaryFolder
  var path: String { folder.path("state") }
}

/// `winnow rerun` on a state that was made with another limit of depth: as an earlier version that read less.
@Suite struct RerunTests {
  /// An editor's tree whose last paragraph stands deep in quotes.
  static func tree(_ number: Int, isDeep: Bool) -> String {
    let words = ["harbour", "glacier", "theatre", "orchard", "tunnel", "library", "windmill"]
    func text(_ part: Int) -> String {
      (0..<30).map { "\(words[($0 + part) % words.count])\(number)x\(part)" }.joined(separator: " ")
    }
    func paragraph(_ part: Int) -> String {
      #"{"type":"paragraph","content":[{"type":"text","text":"\#(text(part))."}]}"#
    }
    let last = (0..<(isDeep ? 8 : 0)).reduce(paragraph(3)) { inner, _ in
      #"{"type":"blockquote","content":[\#(inner)]}"#
    }
    return
      #"{"title":"Report \#(number) on the \#(words[number % 7])","url":"https://news.example/\#(number)","#
      + #""content":{"type":"doc","content":[\#(paragraph(1)),\#(paragraph(2)),\#(last)]}}"#
  }

  /// A state of seven articles in three files, of which three read otherwise with today's limits.
  private func earlier() async throws -> EarlierState {
    let folder = try TemporaryFolder()
    _ = try folder.write("in/1.json", Self.tree(1, isDeep: true))
    _ = try folder.write("in/2.json", Self.tree(2, isDeep: false))
    let lines = (3...7).map { Self.tree($0, isDeep: $0 % 2 == 0) }.joined(separator: "\n")
    _ = try folder.write("in/3.jsonl", lines)
    let made = try await CommandRun.of(
      ["ingest", folder.path("in"), "--state", folder.path("state")],
      environment: ["WINNOW_LIMITS_DEPTH": "16"])
    try #require(made.status == .success, "\(made.error)")
    return EarlierState(folder: folder)
  }

  private func bodies(_ state: String) async throws -> [String: String] {
    let articles = try await winnow("export", "--state", state).objects()
    return Dictionary(
      articles.compactMap { article in
        (article["id"] as? String).map { ($0, article["articleBody"] as? String ?? "") }
      }, uniquingKeysWith: { $1 })
  }

  @Test("--dry-run names every article that changes with its difference, and changes nothing")
  func dryRun() async throws {
    let state = try await earlier()
    let before = try await bodies(state.path)
    try #require(before.count == 7)
    let run = try await winnow("rerun", "--stage", "parse", "--dry-run", "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    #expect(run.lines.last == "3 of 7 articles would change")
    #expect(run.output.contains("  paragraphs, from line 3 on:\n    + "))
    let json = try await winnow(
      "rerun", "--stage", "parse", "--dry-run", "--json", "--state", state.path)
    let lines = try json.objects()
    #expect(lines.count == 3)
    #expect(try await bodies(state.path) == before)
    let done = try await winnow("rerun", "--stage", "parse", "--json", "--state", state.path)
    #expect(done.status == .success, "\(done.error)")
    let after = try await bodies(state.path)
    let changed = Set(after.keys.filter { after[$0] != before[$0] })
    #expect(changed.count == 3)
    #expect(Set(lines.compactMap { $0["id"] as? String }) == changed)
    for line in lines {
      #expect(line["dryRun"] as? Bool == true && line["event"] as? String == "changed")
      #expect(
        line.keys.sorted() == [
          "changes", "detail", "dryRun", "event", "headline", "id", "number", "reason",
        ])
      let changes = try #require(line["changes"] as? [[String: Any]])
      #expect(changes.contains { $0["field"] as? String == "paragraphs" })
    }
  }

  @Test("what is done is on record: ids and stories stay, the feed tells it, rebuilds give it")
  func onRecord() async throws {
    let state = try await earlier()
    func decisions() async throws -> [[String]] {
      try await winnow("export", "--state", state.path).objects().map { article in
        ["id", "story", "head", "outcome"].map { article[$0] as? String ?? "" }
      }
    }
    let before = try await decisions()
    let run = try await winnow("rerun", "--stage", "parse", "--state", state.path)
    #expect(run.lines.last == "3 of 7 articles changed")
    #expect(try await decisions() == before)
    let feed = try await winnow(
      "export", "--after", "0", "--fields", "headline", "--state", state.path)
    let events = try feed.objects()
    #expect(events.compactMap { $0["number"] as? Int } == Array(1...10))
    #expect(events.suffix(3).allSatisfy { $0["event"] as? String == "amended" })
    let export = try await winnow("export", "--state", state.path).output
    #expect(try await winnow("search", "harbour1x3", "--state", state.path).status == .success)
    #expect(try await winnow("rebuild", "--state", state.path).status == .success)
    #expect(try await winnow("export", "--state", state.path).output == export)
    let again = try await winnow(
      "export", "--after", "0", "--fields", "headline", "--state", state.path)
    #expect(again.output == feed.output)
    #expect(try await winnow("audit", "--state", state.path).status == .success)
    #expect(
      try await winnow("rerun", "--stage", "parse", "--state", state.path).lines
        == ["0 of 7 articles changed"])
  }

  @Test("--source and --since choose; --stage metadata leaves the text")
  func chosen() async throws {
    let state = try await earlier()
    let stage = ["rerun", "--dry-run", "--state", state.path, "--stage"]
    let none = try await CommandRun.of(stage + ["parse", "--source", "nobody"])
    #expect(none.status == .success && none.lines == ["0 of 0 articles would change"])
    let late = try await CommandRun.of(stage + ["parse", "--since", "2999-01-01"])
    #expect(late.lines == ["0 of 0 articles would change"])
    let early = try await CommandRun.of(stage + ["parse", "--since", "2001-01-01", "--source", ""])
    #expect(early.lines.last == "3 of 7 articles would change")
    let metadata = try await CommandRun.of(stage + ["metadata"])
    #expect(metadata.lines == ["0 of 7 articles would change"])
    let repair = try await CommandRun.of(stage + ["repair"])
    #expect(repair.lines == ["0 of 7 articles would change"])
  }

  @Test("an article whose original is gone, or that would be refused, is named and stays")
  func left() async throws {
    let state = try await earlier()
    let before = try await bodies(state.path)
    let refused = try await CommandRun.of(
      ["rerun", "--stage", "parse", "--state", state.path],
      environment: ["WINNOW_LIMITS_ARTICLE_TEXT": "500B"])
    #expect(refused.status == .attention, "\(refused.error)")
    #expect(refused.output.contains("is left as it is: it would be refused now (limit):"))
    try FileManager.default.removeItem(atPath: state.folder.path("state/spool/archive"))
    let gone = try await winnow("rerun", "--stage", "parse", "--json", "--state", state.path)
    #expect(gone.status == .attention, "\(gone.error)")
    let lines = try gone.objects()
    #expect(lines.count == 7)
    #expect(lines.allSatisfy { $0["reason"] as? String == "original-gone" })
    #expect(try await bodies(state.path) == before)
  }

  @Test("what cannot be asked for is a usage error that says what can")
  func usage() async throws {
    for (words, said) in [
      (["--stage", "index"], "--stage is one of parse, repair, metadata, not \"index\""),
      (["--stage", "dedupe"], "what is a copy of what stays as it was decided"),
      (["--stage", "parse", "--since", "soon"], "--since takes a day"),
    ] {
      let run = try await CommandRun.of(["rerun"] + words)
      #expect(run.status == .usage)
      #expect(run.error.contains(said), "\(run.error)")
    }
    let nowhere = try await winnow("rerun", "--stage", "parse", "--state", "/nowhere/at/all")
    #expect(nowhere.status == .cannotTell)
    #expect(nowhere.error.contains("no winnow state yet"))
  }
}
