import ArgumentParser
import Testing

@testable import WinnowCommands

/// Help, version and usage, for every command that there is.
@Suite struct CommandTreeTests {
  @Test(
    "every command of the contract is there, with its options",
    arguments: [
      ("status", ["--json", "--watch"]), ("web", ["--listen", "--allow-changes", "--token-file"]),
      ("put", ["--source"]),
      ("preview", ["--json", "--files-from"]),
      ("ingest", ["--state", "--files-from"]), ("export", ["--state"]),
      ("search", ["--json", "--limit", "--source", "--since", "--until", "--all-copies"]),
      ("show", ["--json"]), ("story", ["--json", "--lineage", "--dot"]), ("explain", ["--state"]),
      ("original", ["--state"]),
      ("jobs", ["--json"]), ("quarantine", ["--json"]), ("retry", ["--reason"]),
      ("forget", ["--url"]),
      ("repair", ["--json-lines"]), ("detect", ["--json"]), ("audit", ["--state"]),
      ("rebuild", ["--state"]), ("journal", ["verify", "dump", "salvage"]),
    ])
  func contract(_ name: String, _ options: [String]) async throws {
    let run = try await winnow(name, "--help")
    #expect(run.status == .success)
    for option in options { #expect(run.output.contains(option), "\(option)") }
  }

  @Test("every command explains itself on standard output and ends with 0")
  func help() async throws {
    for name in CommandTree.paths {
      let run = try await CommandRun.of(name + ["--help"])
      #expect(run.status == .success)
      #expect(run.output.hasPrefix("OVERVIEW: "))
      #expect(run.error.isEmpty)
    }
  }

  @Test(
    "a word that is no command, and an option that a command does not have, end with 2",
    arguments: [
      ["frobnicate"], ["status", "--frob"], ["show"], ["jobs", "--limit", "few"],
      ["journal", "mend"],
    ])
  func usage(_ words: [String]) async throws {
    let run = try await CommandRun.of(words)
    #expect(run.status == .usage)
    #expect(run.error.hasPrefix("winnow: "))
    #expect(run.output.isEmpty)
  }

  @Test("--version prints a version and ends with 0")
  func version() async throws {
    let run = try await winnow("--version")
    #expect(run.status == .success)
    #expect(run.output.split(separator: ".").count >= 2)
  }

  @Test("what is searched for goes behind the options, and words with one dash belong to it")
  func arranged() {
    #expect(
      RawArguments.arranged(["search", "a", "-b", "--limit", "3", "c"])
        == ["search", "--limit", "3", "--", "a", "-b", "c"])
    #expect(RawArguments.arranged(["search", "--", "--limit"]) == ["search", "--", "--limit"])
    #expect(RawArguments.arranged(["show", "-b"]) == ["show", "-b"])
  }

  @Test(
    "the bytes of a word survive the way through the parser",
    arguments: [
      [0x61], [0xFF, 0xFE], [0xC3, 0xA9, 0xC3], [0xE2, 0x82], [0xF4, 0x8F, 0xBF, 0xBF],
      [0x80, 0x41],
    ] as [[UInt8]])
  func rawWords(_ bytes: [UInt8]) {
    #expect(RawArguments.bytes(of: RawArguments.text(of: bytes)) == bytes)
  }
}
