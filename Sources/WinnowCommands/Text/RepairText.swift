import ArgumentParser
import Dispatch
import FoundationEssentials
import Model
import Presentation
import Synchronization

struct RepairText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Repair mojibake and other damage: bytes in, UTF-8 text out.",
    discussion: HelpText.with(
      "Without a file it reads standard input.",
      examples: [
        ("winnow repair damaged.txt > sound.txt", "One file."),
        ("winnow repair --json-lines < texts.jsonl", "Many texts, a line each."),
      ]))

  @Argument(help: "The file to repair; - is standard input.", completion: .file())
  var file: String?
  @Flag(help: "JSON lines with \"id\" and \"text\" in, the same with \"repairs\" out.")
  var jsonLines = false

  func run() throws {
    Self.keepFreedMemory()
    if jsonLines { return try repairLines() }
    var stream = TextFilter.Stream()
    try Input.read(file) { Output.write(stream.repair($0)) }
    Output.write(stream.finish())
  }

  /// Pieces come and go: memory that the system takes back after each and gives again costs a fifth of
  /// the time. What glibc keeps grows with the largest block that was freed (mallopt(3), "dynamic mmap
  /// threshold"); this one is never touched.
  private static func keepFreedMemory() {
    var block: [UInt8] = []
    block.reserveCapacity(31 << 20)
    block.append(0)
    precondition(!block.isEmpty)
  }

  /// Repairs line by line, on all processors; a line that is no such object is named, and the rest
  /// goes on.
  private func repairLines() throws {
    var (number, badCount) = (0, 0)
    var pending: [UInt8] = []
    func repair(_ bytes: ArraySlice<UInt8>) {
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for start in stride(from: 0, to: lines.count, by: Self.batchLineCount) {
        let batch = lines[start..<min(lines.count, start + Self.batchLineCount)]
        for line in Self.repaired(batch) {
          number += 1
          switch line {
          case .blank: break
          case .repaired(let bytes): Output.write(bytes)
          case .bad:
            badCount += 1
            Output.printError(
              "line \(number) is not a JSON object with a \"text\" string; left out")
          }
        }
      }
    }
    try Input.read(file) { bytes in
      guard let end = bytes.lastIndex(of: 0x0A) else { return pending.append(contentsOf: bytes) }
      pending.append(contentsOf: bytes[..<end])
      repair(pending[...])
      pending = Array(bytes[(end + 1)...])
      // What is kept for the next piece is less than a line.
      assert(!pending.contains(0x0A))
    }
    if !pending.isEmpty { repair(pending[...]) }
    if badCount > 0 {
      throw CommandFailure(.attention, "\(badCount) of \(number) lines could not be read")
    }
  }

  /// Lines that are repaired side by side.
  private static let batchLineCount = 1024

  /// What became of a line.
  private enum Line: Sendable {
    case blank
    case repaired([UInt8])
    case bad
  }

  /// What becomes of lines, in their order.
  private static func repaired(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [Line] {
    let filter = TextFilter()
    let pieceCount = min(lines.count, 4 * ProcessInfo.processInfo.activeProcessorCount)
    let pieces = Mutex([[Line]](repeating: [], count: pieceCount))
    DispatchQueue.concurrentPerform(iterations: pieceCount) { piece in
      let start = lines.startIndex + piece * lines.count / pieceCount
      let end = lines.startIndex + (piece + 1) * lines.count / pieceCount
      let repaired = lines[start..<end].map { line -> Line in
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return .blank }
        return filter.repair(jsonLine: Array(line)).map(Line.repaired) ?? .bad
      }
      pieces.withLock { $0[piece] = repaired }
    }
    let all = pieces.withLock { $0.flatMap { $0 } }
    // One answer a line, in the lines' order: the number in an error message counts on it.
    assert(all.count == lines.count)
    return all
  }
}
