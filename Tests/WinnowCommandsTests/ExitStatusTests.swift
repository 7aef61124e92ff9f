import Foundation
import Storage
import Testing
import WinnowCommands

/// The exit codes that the documents name, each brought about.
@Suite struct ExitStatusTests {
  private static let documented: Set<Int32> = [0, 1, 2, 3, 4, 65, 75, 78]

  @Test("help and README name the same codes, and there are no others")
  func documents() async throws {
    let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: top.appending(path: "README.md"), encoding: .utf8)
    let help = try await winnow("--help").output
    for text in [readme, help] {
      let sentence = try #require(text.components(separatedBy: "Exit codes:").last)
        .components(separatedBy: ".")[0]
      let codes = sentence.matches(of: /\b[0-9]+\b/).compactMap { Int32($0.output) }
      #expect(Set(codes) == Self.documented)
    }
    #expect(Set(CommandStatus.allCases.map(\.rawValue)) == Self.documented)
  }

  @Test("0: fine; 1: nothing found, or somebody has to look")
  func attention() async throws {
    let state = try await SampleState.shared()
    #expect(try await winnow("jobs", "--state", state.path).status.rawValue == 0)
    #expect(try await winnow("search", "zeppelin", "--state", state.path).status.rawValue == 1)
    #expect(try await winnow("preview", "/nowhere").status.rawValue == 1)
  }

  @Test("2: the words of the command line", arguments: [["jobs", "--frob"], ["frob"], ["show"]])
  func usage(_ words: [String]) async throws {
    #expect(try await CommandRun.of(words).status.rawValue == 2)
  }

  @Test("3: no daemon runs on a sound state; 4: nothing can be told of what is not there")
  func absence() async throws {
    let state = try await SampleState.shared()
    #expect(try await winnow("status", "--state", state.path).status.rawValue == 3)
    #expect(try await winnow("export", "--state", "/nowhere/at/all").status.rawValue == 4)
  }

  @Test("65: something that was acknowledged is damaged")
  func damaged() async throws {
    let state = try await SampleState.copy()
    try state.damageFirstSegment()
    #expect(try await winnow("journal", "verify", "--state", state.path).status.rawValue == 65)
  }

  @Test("75: another process holds the state; ProgramTests has the full disk")
  func held() async throws {
    let state = try await SampleState.copy()
    let lock = try POSIXFileSystem().lock(FilePath(state.path + "/lock"), holder: "the test")
    #expect(try await winnow("rebuild", "--state", state.path).status.rawValue == 75)
    withExtendedLifetime(lock) {}
  }

  @Test("78: the configuration")
  func configuration() async throws {
    let folder = try TemporaryFolder()
    let config = try folder.write("winnow.yaml", "intake:\n  settle: soon\n")
    #expect(try await winnow("rebuild", "--config", config).status.rawValue == 78)
  }
}
