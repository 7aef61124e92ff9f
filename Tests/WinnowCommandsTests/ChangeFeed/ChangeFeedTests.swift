import Foundation
import Testing
import WinnowCommands

/// `winnow export --after`, as a consumer reads it.
@Suite struct ChangeFeedTests {
  private static let schema = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/feed.schema.json")

  private func keys() throws -> [String] {
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.schema))
    return try #require((schema as? [String: Any])?["required"] as? [String])
  }

  @Test("each line has every key of docs/feed.schema.json, and numbers have no gap")
  func lines() async throws {
    let state = try await SampleState.shared()
    let lines = try await winnow("export", "--after", "0", "--state", state.path).objects()
    let known = Set(try keys())
    for (index, line) in lines.enumerated() {
      #expect(Set(line.keys) == known)
      #expect(line["number"] as? Int == index + 1)
    }
    let exported = try await winnow("export", "--state", state.path).objects()
    #expect(lines.filter { $0["event"] as? String == "decided" }.count == exported.count)
    for article in exported {
      let id = try #require(article["id"] as? String)
      let line = try #require(lines.last { $0["id"] as? String == id })
      for (key, value) in article where !["provenance", "publisher", "dates"].contains(key) {
        if value is [Any] { continue }
        #expect((line[key] as? NSObject) == (value as? NSObject), "\(key)")
      }
    }
  }

  @Test("a number goes on where it ended; filters never leave out number, event, id")
  func parts() async throws {
    let state = try await SampleState.shared()
    let all = try await winnow("export", "--after", "0", "--state", state.path).objects()
    let rest = try await winnow("export", "--after", "3", "--state", state.path).objects()
    #expect(rest.map { $0["number"] as? Int } == all.dropFirst(3).map { $0["number"] as? Int })
    let fields = try await winnow(
      "export", "--after", "0", "--fields", "url,headline", "--state", state.path)
    #expect(fields.output.hasPrefix(#"{"number":1,"event":"decided","id":""#))
    #expect(Set(try fields.objects()[0].keys) == ["number", "event", "id", "url", "headline"])
    let none = try await winnow(
      "export", "--after", "0", "--source", "nobody", "--state", state.path)
    #expect(none.output.isEmpty && none.status == .success)
    let future = try await winnow(
      "export", "--after", "0", "--since", "2999-01-01", "--state", state.path)
    #expect(future.output.isEmpty && future.status == .success)
    let earlier = try await winnow(
      "export", "--after", "0", "--since", "2001-01-01", "--state", state.path)
    #expect(try earlier.objects().count == all.count)
  }

  @Test(
    "what cannot be meant is refused with what would do",
    arguments: [
      (["--after", "x"], "--after takes the number of a line"),
      (["--after", "-1"], "--after"),
      (["--after", "9007199254740992"], "--after takes the number of a line"),
      (["--follow"], "--follow goes with --after"),
      (["--fields", "url"], "--fields goes with --after"),
      (["--after", "0", "--fields", "healdine"], "no key of a line; there are number, event, id"),
      (["--after", "0", "--fields", ""], "takes names such as"),
      (["--after", "0", "--since", "tomorrow"], "takes a day such as"),
    ])
  func refused(words: [String], message: String) async throws {
    let state = try await SampleState.shared()
    let run = try await CommandRun.of(["export"] + words + ["--state", state.path], input: [])
    #expect(run.status == .usage, "\(run.error)")
    #expect(run.error.contains(message), "\(run.error)")
  }

  @Test("a number that the feed has not come to is from another state, and is said to be")
  func beyond() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("export", "--after", "100000", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.error.contains("100000 was asked for") && run.error.contains("anew from 0"))
  }

  @Test("what was taken out leaves its lines without a value, and one that says so")
  func removed() async throws {
    let state = try await SampleState.copy()
    let id = try state.id("3-page.html")
    let forgotten = try await winnow("forget", id, "--state", state.path)
    #expect(forgotten.status == .success, "\(forgotten.error)")
    let run = try await winnow("export", "--after", "0", "--state", state.path)
    #expect(!run.output.contains("Ferry line to Corvane opens"))
    let lines = try run.objects().filter { $0["id"] as? String == id }
    #expect(lines.compactMap { $0["event"] as? String } == ["decided", "removed"])
    for line in lines {
      for key in ["headline", "articleBody", "url", "outcome", "story", "arrivedTime"] {
        #expect(line[key] is NSNull, "\(key)")
      }
      #expect((line["paragraphs"] as? [Any])?.isEmpty == true)
    }
  }
}
