import ArgumentParser
import Articles
import Glibc
import Ingest
import JSONTree
import Scrapes
import Storage
import TextEncodings
import TextRepair

struct RepairText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Repair mojibake and other damage: bytes in, UTF-8 text out.",
    discussion: "Without a file it reads standard input.")

  @Argument(help: "The file to repair.") var file: String?
  @Flag(help: "JSON lines with \"id\" and \"text\" in, the same with \"repairs\" out.")
  var jsonLines = false

  func run() throws {
    let bytes = try Input.bytes(of: file)
    if jsonLines { return try repairLines(bytes) }
    Output.write(TextFilter().repair(bytes))
  }

  private func repairLines(_ bytes: [UInt8]) throws {
    let filter = TextFilter()
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      guard let repaired = filter.repair(jsonLine: Array(line)) else {
        throw CommandEnd(
          .usage,
          "line \(number) is not a JSON object with a \"text\" string; nothing after it was read")
      }
      Output.write(repaired)
    }
  }
}

struct Detect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell the character encoding of files, and how sure that is.")

  @Argument(help: "The files.") var files: [String]
  @Flag(help: "One JSON object a line.") var json = false

  func run() throws {
    var failed = false
    let filter = TextFilter()
    for file in files {
      do {
        let found = filter.detect(try Input.bytes(of: file))
        if json {
          var writer = JSONWriter()
          writer.beginObject()
          writer.member("file", String(decoding: RawArguments.bytes(of: file), as: UTF8.self))
          writer.member("encoding", found.encoding)
          writer.key("confidence")
          writer.number(found.confidence)
          writer.member("source", found.source)
          writer.endObject()
          writer.endLine()
          Output.write(writer.take())
        } else {
          let percent = Int((found.confidence * 100).rounded())
          Output.line(
            "\(TerminalText.safe(RawArguments.bytes(of: file))): \(found.encoding) (\(percent) %, \(found.source))"
          )
        }
      } catch let error as StorageError {
        Output.complain("\(error)")
        failed = true
      }
    }
    if failed { throw CommandEnd(.attention) }
  }
}

/// Reads what a filter is given.
enum Input {
  /// Bytes of a file, or of standard input where there is none or it is `-`.
  static func bytes(of file: String?) throws -> [UInt8] {
    if let file, file != "-" {
      return try POSIXFileSystem().readFile(FilePath(argument: file), limit: 1 << 31)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
