import Foundation
import Testing

/// The built program itself: what only a process of its own can show.
@Suite struct ProgramTests {
  /// `winnow` beside the test bundle.
  private static let program: String? = {
    let folder = Bundle.main.bundlePath
    let candidates = [folder, CommandLine.arguments[0] + "/.."].map { $0 + "/winnow" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// Runs a line of shell with the program as `$0`, and returns its status and what it wrote to
  /// standard error.
  private func shell(_ line: String, _ words: String...) throws -> (status: Int32, error: String) {
    let program = try #require(Self.program, "winnow is not built beside the tests")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line, program] + words
    let error = Pipe()
    process.standardError = error
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test("a disk that is full ends a command with 75 and a sentence, not in silence")
  func fullDisk() async throws {
    let state = try await SampleState.shared()
    let id = try state.id("3-page.html")
    for command in [
      "export", "jobs", "journal dump", "journal verify", "--help", "help search", "--version",
      "status", "search ferry", "show \(id)", "story \(id)", "story \(id) --lineage",
      "explain \(id)", "original \(id)", "audit", "quarantine", "preview /etc/passwd",
      "detect /etc/passwd", "repair /etc/passwd", "--experimental-dump-help",
    ] {
      let takesState = !["-", "help", "preview", "detect", "repair"].contains {
        command.hasPrefix($0)
      }
      let tail = takesState ? "--state \"$1\"" : ""
      let run = try shell("\"$0\" \(command) \(tail) > /dev/full", state.path)
      #expect(run.status == 75, "\(command)")
      #expect(run.error.contains("No space left on device"), "\(command)")
    }
  }

  @Test("people read times by the clock of their zone, with its name")
  func localTime() async throws {
    let state = try await SampleState.shared()
    let line =
      "for zone in Asia/Kolkata UTC; do TZ=$zone \"$0\" jobs -n 1 --state \"$1\" >&2; done"
    let run = try shell(line, state.path)
    #expect(run.status == 0)
    let times = run.error.matches(of: /\d{4}-\d\d-(\d\d) (\d\d):(\d\d):\d\d (IST|UTC)/).map {
      ($0.4, ((Int($0.1) ?? 0) * 24 + (Int($0.2) ?? 0)) * 60 + (Int($0.3) ?? 0))
    }
    try #require(times.map(\.0) == ["IST", "UTC"])
    // Five hours and a half apart, over the end of a month too.
    let minutes = times[0].1 - times[1].1
    #expect(minutes == 330 || minutes < -24 * 60)
  }

  @Test("a reader that goes away ends a command in silence")
  func closedPipe() async throws {
    let state = try await SampleState.shared()
    let run = try shell(
      "for n in 1 2 3; do \"$0\" export --state \"$1\"; done | head -c 1; exit \"${PIPESTATUS[0]}\"",
      state.path)
    #expect(run.error.isEmpty)
    #expect([0, 141].contains(run.status))
  }

  @Test("a file name that is no UTF-8 reaches the command as it was typed")
  func rawName() throws {
    let folder = try TemporaryFolder()
    let run = try shell(
      "cd \"$1\" && printf 'caf\\303\\251' > $'a\\xff.txt' && \"$0\" detect $'a\\xff.txt'",
      folder.root)
    #expect(run.status == 0, "\(run.error)")
  }

  @Test("a URL reaches the command with both of its slashes")
  func url() async throws {
    let state = try await SampleState.copy()
    let run = try shell(
      "\"$0\" forget --url https://tarn.example/theatre --state \"$1\"", state.path)
    #expect(run.status == 0, "\(run.error)")
  }

  @Test("the exit code of the process is that of the command")
  func exitCodes() async throws {
    let state = try await SampleState.shared()
    #expect(try shell("\"$0\" status --state \"$1\"", state.path).status == 3)
    #expect(try shell("\"$0\" show zz --state \"$1\"", state.path).status == 1)
    #expect(try shell("\"$0\" show").status == 2)
  }
}
