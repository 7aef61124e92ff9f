import Model
import Storage
import StorageSimulation
import Testing

@testable import WriteAheadLog

/// Reading a log beside the process that writes it.
@Suite struct LogFollowerTests {
  @Test("records come in order, each once, over segments and checkpoints, whenever it is asked")
  func follows() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    var follower = try LogFollower("/log", on: system)
    var seen: [JournalRecord] = []
    try follower.advance { seen.append($0) }
    #expect(seen.isEmpty && follower.last == .zero && follower.checkpointFile == nil)
    for number in 1...300 {
      _ = try await journal.append(entry(number))
      if number % 17 == 0 { try follower.advance { seen.append($0) } }
    }
    try follower.advance { seen.append($0) }
    #expect(seen.map(\.payload) == (1...300).map { entry($0).payload })
    #expect(follower.segments.count > 3)
    try follower.advance { _ in Issue.record("nothing has come since") }

    try await journal.checkpoint(at: LSN(250), payload: [1, 2, 3])
    var late = try LogFollower("/log", on: system)
    #expect(late.checkpoint?.lsn == LSN(250))
    var after: [LSN] = []
    try late.advance { after.append($0.lsn) }
    #expect(after == (251...300).map { LSN($0) })
    try await journal.close()
  }

  @Test(
    "what it has read, cut there and filled with zeros, is a log that opens with the same records")
  func cut() async throws {
    let system = SimulatedFileSystem()
    let (journal, _) = try Journal.open(in: "/log", on: system, options: smallOptions())
    for number in 1...60 { _ = try await journal.append(entry(number)) }
    try await journal.checkpoint(at: LSN(40), payload: [9])
    for number in 61...90 { _ = try await journal.append(entry(number)) }
    var follower = try LogFollower("/log", on: system)
    try follower.advance { _ in }
    for number in 91...120 { _ = try await journal.append(entry(number)) }

    try system.makeFolders("/copy")
    let checkpoint = try #require(follower.checkpointFile)
    try system.replaceFile(FilePath("/copy").appending(checkpoint.name), with: checkpoint.bytes)
    for segment in follower.segments {
      let bytes = try segment.file.read(at: 0, count: segment.readByteCount)
      try system.replaceFile(
        FilePath("/copy").appending(LogFollower.name(of: segment)),
        with: bytes + [UInt8](repeating: 0, count: segment.fileByteCount - bytes.count))
    }
    let (copy, recovery) = try Journal.open(in: "/copy", on: system, options: smallOptions())
    #expect(recovery.last == follower.last && recovery.tornCopy == nil)
    #expect(recovery.checkpoint?.lsn == LSN(40) && recovery.logNumber == journal.logNumber)
    let numbers = try replayed(copy, from: LSN(41)).map(\.payload)
    #expect(numbers.suffix(30) == (61...90).map { entry($0).payload }[...])
    try await copy.close()
    try await journal.close()
  }
}
