import Foundation
import Testing
import WinnowCommands

/// What a command printed and how it ended, run in this process on files in place of its streams.
struct CommandRun {
  var status: CommandStatus
  var outputBytes: [UInt8]
  var error: String

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Standard output as one JSON object a line.
  func objects() throws -> [[String: Any]] {
    try lines.map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any])
    }
  }

  /// Runs the command that the words name; `environment`: variables, besides those of all tests.
  static func of(
    _ words: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    let streams = try ["input", "output", "error"].map { name in
      let path = folder.path(name)
      let contents = Data(name == "input" ? input : [])
      guard FileManager.default.createFile(atPath: path, contents: contents) else {
        throw CocoaError(.fileWriteUnknown)
      }
      return try FileHandle(forUpdating: URL(filePath: path))
    }
    let console = Console(
      input: streams[0].fileDescriptor, output: streams[1].fileDescriptor,
      error: streams[2].fileDescriptor,
      // Small segments: a state of a test takes 4 MiB, not 128. Small files of the index: several of them.
      environment: environment.merging([
        "WINNOW_JOURNAL_SEGMENT": "2MiB", "WINNOW_INDEX_SLICE": "3",
      ]) { $1 })
    let status = await Console.$current.withValue(console) { await WinnowCommand.run(words) }
    for stream in streams { try stream.close() }
    return CommandRun(
      status: status, outputBytes: try Array(Data(contentsOf: folder.url("output"))),
      error: try String(decoding: Data(contentsOf: folder.url("error")), as: UTF8.self))
  }
}

/// Runs `winnow` with these words.
func winnow(_ words: String..., input: String = "") async throws -> CommandRun {
  try await CommandRun.of(words, input: Array(input.utf8))
}
