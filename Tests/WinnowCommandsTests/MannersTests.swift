import ArgumentParser
import ControlAPI
import Foundation
import State
import Synchronization
import Testing

@testable import WinnowCommands

/// What people expect of any program on a command line.
@Suite struct MannersTests {
  @Test(
    "a mistyped command is told which one was meant",
    arguments: [
      (["serch", "bridge"], "search"), (["stauts"], "status"), (["quarantne"], "quarantine"),
      (["journal", "verfy"], "verify"), (["help", "exprot"], "export"),
    ])
  func commands(_ words: [String], _ meant: String) async throws {
    let run = try await CommandRun.of(words)
    #expect(run.status == .usage)
    #expect(run.error.contains("did you mean \"\(meant)\"?"), "\(run.error)")
    #expect(run.output.isEmpty)
  }

  @Test("a word that is like no command is told which there are")
  func unlike() async throws {
    let run = try await winnow("zeppelin")
    #expect(run.status == .usage)
    #expect(run.error.contains("known are: audit, backup, "))
  }

  @Test(
    "a mistyped option, and a mistyped value of a list, are told which was meant",
    arguments: [
      (["status", "--jsno"], "--json"), (["search", "--limt", "3", "word"], "--limit"),
      (["jobs", "--outcome", "indexd"], "indexed"),
    ])
  func options(_ words: [String], _ meant: String) async throws {
    let run = try await CommandRun.of(words)
    #expect(run.status == .usage)
    #expect(run.error.contains("id you mean '\(meant)'") || run.error.contains("mean \"\(meant)\""))
  }

  @Test("every command shows examples, and each of them is a call that the command takes")
  func examples() async throws {
    var count = 0
    for path in [[]] + CommandTree.paths {
      let help = try await CommandRun.of(path + ["--help"]).output
      let parts = help.components(separatedBy: HelpText.heading + "\n")
      #expect(parts.count == 2, "winnow \(path.joined(separator: " ")) --help has no examples")
      let lines = (parts.last ?? "").components(separatedBy: "\n").prefix { $0.hasPrefix("  ") }
      for line in lines where !line.hasPrefix("      ") {
        for words in ShellWords.calls(in: String(line.dropFirst(2))) {
          count += 1
          #expect(throws: Never.self, "\(line)") {
            _ = try WinnowCommand.parseAsRoot(RawArguments.arranged(words))
          }
          #expect(words.starts(with: path) || path.isEmpty || line.contains(";"), "\(line)")
        }
        #expect(line.contains("winnow"), "\(line)")
        #expect(line.utf8.count <= 80, "the help breaks the line: \(line)")
      }
    }
    #expect(count > 40)
  }

  @Test("-n is --limit, with and without a blank", arguments: [["-n", "2"], ["-n2"]])
  func limit(_ option: [String]) async throws {
    let state = try await SampleState.shared()
    let jobs = try await CommandRun.of(["jobs", "--json", "--state", state.path] + option)
    #expect(jobs.lines.count == 2)
    let hits = try await CommandRun.of(
      ["search", "--all-copies", "--json", "--state", state.path] + option + ["the"])
    #expect(hits.lines.count == 2)
  }

  @Test(
    "bold print and colours come on request only where the output is no terminal",
    arguments: [
      ["status"], ["search", "ferry"], ["show", "ID"], ["story", "ID"], ["explain", "ID"],
    ])
  func color(_ words: [String]) async throws {
    let state = try await SampleState.shared()
    let id = try state.id("3-page.html")
    let words = words.map { $0 == "ID" ? id : $0 } + ["--state", state.path]
    for (option, isColored) in [
      ([], false), (["--color", "auto"], false), (["--color=never"], false),
      (["--color", "always"], true),
    ] {
      let run = try await CommandRun.of(words + option, environment: ["NO_COLOR": "1"])
      #expect(run.output.contains("\u{1B}[1") == isColored, "\(words[0]) \(option)")
    }
  }

  @Test("an audit has a line for each kind of finding; --all and --json one for each finding")
  func audit() async throws {
    let state = try await SampleState.copy()
    let archive = state.folder.url("state/spool/archive")
    let gone = try FileManager.default.subpathsOfDirectory(atPath: archive.path).filter {
      $0.hasSuffix(".zst")
    }
    for name in gone { try FileManager.default.removeItem(at: archive.appending(path: name)) }
    let run = try await winnow("audit", "--state", state.path)
    #expect(run.status == .attention)
    #expect(run.lines.count == 1, "\(run.output)")
    #expect(run.output.hasPrefix("original-lacks: "))
    #expect(
      run.output.contains(
        " times; winnow audit --state \(state.path) --all lists them. The first: "))
    let all = try await winnow("audit", "--all", "--state", state.path)
    #expect(all.status == .attention)
    #expect(all.lines.count > 3)
    #expect(run.error == "winnow: \(all.lines.count) findings\n")
    let json = try await winnow("audit", "--json", "--state", state.path)
    #expect(try json.objects().map { $0["kind"] as? String }.count == all.lines.count)
  }

  @Test("programs read times as ISO 8601 with the zone")
  func machineTimes() async throws {
    let state = try await SampleState.shared()
    let job = try #require(
      try await winnow("jobs", "--json", "--state", state.path).objects().first)
    for key in ["arrival", "finished"] {
      let text = try #require(job[key] as? String)
      #expect(text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(key): \(text)")
    }
    let status = try #require(
      try await winnow("status", "--json", "--state", state.path).objects().first)
    let sources = try #require(status["sources"] as? [[String: Any]])
    let last = try #require(sources.first?["lastArrival"] as? String)
    #expect(last.hasSuffix("Z"))
  }

  // MARK: What is waited for

  @Test("each wait that a stage declares is heard, and going on is none")
  func waits() {
    let heard = Heard()
    let meter = StageMeter(whenWaiting: { heard.add($0) }) { 0 }
    meter.wait(.index, for: "room on the disk")
    meter.wait(.index, for: nil)
    meter.wait(.claim, for: "the drop folder")
    #expect(heard.all == ["room on the disk", "the drop folder"])
  }

  @Test("the daemon's waits are told from its status; where it waits for nothing there is none")
  func daemonsWaits() async throws {
    let path = try await SampleState.shared().path
    let status = try await winnow("status", "--json", "--state", path)
    var report = try StatusReport(json: Data(status.outputBytes))
    report.stages = [StatusReport.Stage(name: "claim"), StatusReport.Stage(name: "index")]
    #expect(WaitNotice.sentence(of: report) == nil)
    report.stages[1].waitingFor = "room on the disk"
    #expect(
      WaitNotice.sentence(of: report)?.hasPrefix("winnowd waits for room on the disk") == true)
  }

  private final class Heard: Sendable {
    private let reasons = Mutex<[String]>([])
    var all: [String] { reasons.withLock { $0 } }
    func add(_ reason: String) { reasons.withLock { $0.append(reason) } }
  }
}
