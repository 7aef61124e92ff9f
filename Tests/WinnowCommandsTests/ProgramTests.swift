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
    for command in ["export", "jobs", "journal dump", "--help"] {
      let tail = command == "--help" ? "" : "--state \"$1\""
      let run = try shell("\"$0\" \(command) \(tail) > /dev/full", state.path)
      #expect(run.status == 75, "\(command)")
      #expect(run.error.contains("No space left on device"), "\(command)")
    }
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
