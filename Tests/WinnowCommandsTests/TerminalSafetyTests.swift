import Testing
import WinnowCommands

/// Texts and file names come from strangers; a terminal must not act on them.
@Suite struct TerminalSafetyTests {
  private func controls(_ text: String) -> [UInt32] {
    text.unicodeScalars.map(\.value).filter { value in
      value < 0x20 && value != 0x0A || value == 0x7F || (0x80...0x9F).contains(value)
        || value == 0x202E
    }
  }

  @Test(
    "no command prints a control character of a text or of a file's name raw",
    arguments: [
      ["jobs"], ["search", "Marrow", "--all-copies"], ["show", "ID"], ["story", "ID"],
      ["explain", "ID"], ["status"], ["audit"], ["quarantine"],
    ])
  func commands(_ words: [String]) async throws {
    let state = try await SampleState.shared()
    let id = try #require(state.ids.first { $0.key.hasPrefix("6-") }?.value.first)
    let run = try await CommandRun.of(
      words.map { $0 == "ID" ? id : $0 } + ["--state", state.path])
    #expect(!run.output.isEmpty)
    #expect(controls(run.output).isEmpty)
    #expect(controls(run.error).isEmpty)
  }

  @Test(
    "errors repeat what was typed without its control characters",
    arguments: [
      ["show", "\u{1B}[2J"], ["jobs", "--outcome", "\u{1B}[2J"], ["retry", "\u{9B}31m"],
      ["explain", "\u{1B}]0;x\u{07}"], ["search", "zeppelin\u{1B}[2J"], ["original", "\u{07}"],
    ])
  func errors(_ words: [String]) async throws {
    let state = try await SampleState.shared()
    let run = try await CommandRun.of(words + ["--state", state.path])
    #expect(run.status != .success)
    #expect(!run.error.isEmpty)
    #expect(controls(run.error).isEmpty)
  }

  @Test("preview and put name a hostile file without its control characters")
  func names() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("\u{1B}[31mred.txt", SampleFiles.hostile)
    try folder.makeInbox()
    for words in [
      ["preview", file], ["put", file, "--state", folder.path("state")], ["detect", file],
    ] {
      let run = try await CommandRun.of(words)
      #expect(run.output.contains("red.txt"))
      #expect(controls(run.output).isEmpty, "\(words[0])")
    }
  }

  @Test("JSON escapes control characters, and keeps them")
  func json() async throws {
    let state = try await SampleState.shared()
    let run = try await winnow("jobs", "--json", "--state", state.path)
    #expect(controls(run.output).isEmpty)
    #expect(try run.objects().contains { ($0["file"] as? String)?.contains("\u{1B}[31m") == true })
  }
}
