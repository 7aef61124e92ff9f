import Foundation
import Testing

@testable import Configuration
@testable import WinnowCommands

/// What winnow tells people to do can be done: commands, options and settings that messages name exist.
@Suite struct RemedyTests {
  /// Words that follow the program's name where it is no command: "winnow reads".
  private static let prose: Set<String> = [
    "state", "ledger", "knows", "does", "make", "reads", "and", "or", "of", "may", "index",
    "process",
    "archive", "service", "cannot", "never", "is", "has", "will", "can", "in", "would", "instance",
    "that",
  ]

  /// String literals of all modules without what is interpolated, each with its file.
  private static let literals: [(file: String, text: String)] = {
    let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    guard let files = FileManager.default.enumerator(atPath: top.path()) else { return [] }
    var found: [(String, String)] = []
    for case let name as String in files where name.hasSuffix(".swift") {
      guard let text = try? String(contentsOf: top.appending(path: name), encoding: .utf8),
        text.utf8.count < 200_000
      else { continue }
      for line in text.split(separator: "\n") {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"), code.contains("\"") else { continue }
        let parts = code.replacing(/\\\([^()"]*(?:\([^()"]*\)[^()"]*)*\)/, with: "…").split(
          separator: "\"", omittingEmptySubsequences: false)
        for index in stride(from: 1, to: parts.count, by: 2) {
          found.append((name, String(parts[index])))
        }
      }
    }
    return found
  }()

  @Test("every command that a message names exists, with the options that stand behind it")
  func commands() async throws {
    var named = 0
    for (file, text) in Self.literals {
      for match in text.matches(of: /\bwinnow ([a-z]+)((?: [A-Za-z_-]+)*)/) {
        let word = String(match.1)
        if Self.prose.contains(word) { continue }
        let rest = match.2.split(separator: " ").map(String.init)
        var path = [word]
        if word == "journal", let inner = rest.first { path.append(inner) }
        named += 1
        guard CommandTree.paths.contains(path) else {
          Issue.record(
            "\(file): “\(text)” names a command that does not exist: winnow \(path.joined(separator: " "))"
          )
          continue
        }
        // Its options are those of winnow-cluster, which this program becomes.
        if word == "cluster" { continue }
        let help = try await CommandRun.of(path + ["--help"]).output
        for option in rest where option.hasPrefix("--") {
          #expect(help.contains(option), "\(file): “\(text)”: \(path) has no \(option)")
        }
      }
    }
    // The search itself must find what is known to be there.
    #expect(named > 20)
  }

  @Test("all commands that take --state get the caller's in what is said, and no others")
  func caller() async throws {
    var taking: Set<String> = []
    for path in CommandTree.paths {
      let help = try await CommandRun.of(path + ["--help"]).output
      if help.contains("--state <") { taking.insert(path.joined(separator: " ")) }
    }
    // That of the pages is named by no message.
    #expect(taking.subtracting(["web"]) == Set(CallerOptions.commands))
    let folder = try TemporaryFolder()
    let state = try await SampleState.copy()
    try FileManager.default.removeItem(at: state.folder.url("state/index"))
    for words in [["search", "ferry"], ["status"], ["ingest", folder.path("none")]] {
      let run = try await CommandRun.of(words + ["--state", state.path])
      #expect(
        (run.output + run.error).contains("winnow rebuild --state \(state.path)"),
        "\(words): \(run.output)\(run.error)")
    }
  }

  @Test("every setting that a message names exists")
  func settings() {
    let names = Set(Setting.all.map(\.name))
    let retired = Set(Setting.retired.keys)
    let sections = Set(names.compactMap { $0.split(separator: ".").first.map(String.init) })
    var named = 0
    for (file, text) in Self.literals {
      for match in text.matches(of: /\b([a-z]+)\.([a-z_]+)\b/) {
        let key = String(match.0)
        // Names of files, not of settings: "index.sqlite".
        let isFile = ["sqlite", "service", "json", "yaml", "txt"].contains(String(match.2))
        guard sections.contains(String(match.1)), !isFile else { continue }
        named += 1
        // The list of settings of earlier versions names them, and nothing else may.
        if file.hasSuffix("Configuration/Setting.swift"), retired.contains(key) { continue }
        #expect(names.contains(key), "\(file): “\(text)” names a setting that does not exist")
      }
    }
    #expect(named > 10)
  }
}
