// Rooms: CSystem SystemPackage CZstd CRC32C Bytes Model Storage StorageSimulation WriteAheadLog
// Fuzzes the journal's decoder and recovery: whatever stands in a segment and a checkpoint, also with
// every checksum put right, opening is refused in words or gives a log that reads back, opens again to
// the same end, and is called clean; salvage makes a log that opens out of anything.
import CRC32C
import Dispatch
import Model
import Storage
import StorageSimulation
import WriteAheadLog

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1 else { return 0 }
  check([UInt8](UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// A whole segment and a checkpoint, made once: the input says what is changed in them.
private let whole: (segment: [UInt8], checkpoint: [UInt8]) = {
  let system = SimulatedFileSystem(isRecording: false)
  do {
    return try sample(on: system)
  } catch { fatalError("the simulated disk has room: \(error)") }
}()

/// The low bits of the first byte say which checksums are put right and which files are there; then
/// come changes of three bytes each: an offset, and what stands there instead.
private func check(_ input: [UInt8]) {
  let control = input[0]
  let system = SimulatedFileSystem(isRecording: false)
  var options = JournalOptions()
  options.segmentByteCount = 2048
  options.seed = 1
  var files = whole
  for start in stride(from: 1, to: input.count - 2, by: 3) {
    let offset = (Int(input[start]) << 8 | Int(input[start + 1])) & 0xFFF
    if offset < files.segment.count {
      files.segment[offset] = input[start + 2]
    } else if offset - files.segment.count < files.checkpoint.count {
      files.checkpoint[offset - files.segment.count] = input[start + 2]
    }
  }
  do {
    try system.makeFolders("/log")
    mend(&files.segment, control)
    try write(files.segment, "/log/0000000000000001.wal", system)
    if control & 8 != 0 {
      if control & 4 != 0 { mendFile(&files.checkpoint, "winnowcp") }
      try write(files.checkpoint, "/log/0000000000000003.checkpoint", system)
    }
  } catch { fatalError("the simulated disk has room: \(error)") }

  salvage(system, options)
  let last: LSN
  do {
    let (journal, recovery) = try Journal.open(in: "/log", on: system, options: options)
    last = recovery.last
    var expected = recovery.replayStart
    try journal.replay(from: expected) { record in
      precondition(record.lsn >= expected, "replay goes forward")
      expected = record.lsn.next
    }
    precondition(expected <= last.next)
  } catch is JournalError {
    return
  } catch { fatalError("an error of another kind: \(error)") }
  do {
    let again = try Journal.open(in: "/log", on: system, options: options).recovery
    precondition(
      again.last == last && again.tornCopy == nil, "the second start finds nothing to do")
    let report = try JournalReport.verify("/log", on: system, options: options)
    precondition(report.verdict == .clean, "a log that opened is whole")
  } catch { fatalError("opened once, refused then: \(error)") }
}

/// Lets the journal itself write five records and a checkpoint at the third.
private func sample(
  on system: SimulatedFileSystem
) throws -> (segment: [UInt8], checkpoint: [UInt8]) {
  var options = JournalOptions()
  options.segmentByteCount = 2048
  options.seed = 1
  let (journal, _) = try Journal.open(in: "/log", on: system, options: options)
  let done = DispatchSemaphore(value: 0)
  Task {
    for size in [5, 0, 40, 300, 9] {
      _ = try await journal.append(
        JournalEntry(type: 1, payload: [UInt8](repeating: UInt8(size & 0xFF), count: size)))
      if size == 40 { try await journal.checkpoint(at: LSN(3), payload: [1, 2, 3, 4, 5]) }
    }
    try await journal.close()
    done.signal()
  }
  done.wait()
  return (
    try system.readFile("/log/0000000000000001.wal", limit: 1 << 20),
    try system.readFile("/log/0000000000000003.checkpoint", limit: 1 << 20)
  )
}

private func salvage(_ system: SimulatedFileSystem, _ options: JournalOptions) {
  do {
    _ = try JournalSalvage.run(from: "/log", to: "/saved", on: system, options: options)
    _ = try Journal.open(in: "/saved", on: system, options: options)
  } catch is JournalError {
    // A newer format, or a gap that no log of ours has.
  } catch { fatalError("salvage: \(error)") }
}

private func write(_ bytes: [UInt8], _ path: FilePath, _ system: SimulatedFileSystem) throws {
  let file = try system.open(path, .create)
  try file.write(bytes, at: 0)
}

/// Makes a segment of the bytes: a header that reads back, and frames whose checksums are right.
private func mend(_ bytes: inout [UInt8], _ control: UInt8) {
  guard control & 1 != 0 else { return }
  bytes += [UInt8](repeating: 0, count: max(0, 2048 - bytes.count))
  bytes.replaceSubrange(24..<40, with: number(1) + number(UInt64(bytes.count)))
  mendFile(&bytes, "winnowlg")
  guard control & 2 != 0 else { return }
  var offset = 512
  var chain = Array(bytes[44..<48])
  var lsn: UInt64 = 1
  while offset + 40 <= bytes.count, bytes[offset] != 0 {
    let length = Int(bytes[offset + 8])
    guard offset + 40 + length <= bytes.count else { return }
    bytes.replaceSubrange(offset..<offset + 4, with: Array("WNWL".utf8))
    bytes.replaceSubrange(offset + 8..<offset + 12, with: [UInt8(length), 0, 0, 0])
    bytes.replaceSubrange(
      offset + 12..<offset + 16, with: checksum(bytes, offset + 40..<offset + 40 + length))
    // Now and then the number, the chain and the flags are as they came.
    if bytes[offset + 4] & 3 != 0 {
      bytes.replaceSubrange(offset + 16..<offset + 24, with: number(lsn))
      bytes.replaceSubrange(offset + 24..<offset + 28, with: chain)
      bytes.replaceSubrange(offset + 28..<offset + 32, with: Array(bytes[40..<44]))
      bytes[offset + 35] = 0
    }
    if bytes[offset + 5] & 7 != 0 {
      chain = checksum(bytes, offset + 8..<offset + 40)
      bytes.replaceSubrange(offset + 4..<offset + 8, with: chain)
    }
    lsn += 1
    offset += (40 + length + 7) & ~7
  }
}

private func mendFile(_ bytes: inout [UInt8], _ magic: String) {
  guard bytes.count >= 64 else { return }
  bytes.replaceSubrange(0..<8, with: Array(magic.utf8))
  bytes.replaceSubrange(12..<16, with: [1, 0, 0, 0])
  if magic == "winnowcp" {
    bytes.replaceSubrange(24..<40, with: number(3) + number(UInt64(bytes.count - 64)))
    bytes.replaceSubrange(40..<44, with: checksum(bytes, 64..<bytes.count))
  }
  bytes.replaceSubrange(8..<12, with: checksum(bytes, 12..<64))
}

private func number(_ value: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

private func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
  let crc = Array(bytes[range]).withUnsafeBufferPointer {
    winnow_crc32c(0, $0.baseAddress, $0.count)
  }
  return (0..<4).map { UInt8(truncatingIfNeeded: crc >> (8 * UInt32($0))) }
}
