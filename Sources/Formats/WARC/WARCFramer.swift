import Bytes
import Model

/// WARC 0.17 to 1.1 (ISO 28500), whole or a gzip member a record; damage costs the record it is in.
final class WARCFramer: RecordFramer {
  let format = FormatName.warc
  let isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var remarks: [String] = []

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    self.window = window
    self.origin = origin
    self.settings = settings
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { window.offset }

  func next(ordinal: Int) throws -> RawRecord? {
    guard try findRecord() else { return nil }
    let offset = window.offset
    let (headCount, isWhole) = try headByteCount()
    assert(headCount > 0 && headCount <= window.available)
    let head = WARCHead(window.bytes[window.position..<window.position + headCount])
    _ = window.take(headCount)
    // A head that breaks off has nothing behind it.
    let length = isWhole ? head.contentLength : 0
    let locator = "record \(ordinal) at byte \(offset)"
    func record(_ content: RawRecord.Content, _ byteCount: Int, _ notes: [String]) -> RawRecord {
      RawRecord(
        ordinal: ordinal, locator: locator, byteCount: byteCount, content: content, origin: origin,
        notes: notes)
    }
    if let length, length > settings.recordByteLimit {
      try skipBlock(of: length)
      return record(
        .refused(Refusals.limit("a record of \(length) bytes")), 0, [])
    }
    let (count, notes) = try blockByteCount(length ?? settings.recordByteLimit)
    assert(count >= 0 && count <= window.available)
    if let what = head.noPage {
      _ = try window.skip(Int64(count))
      return record(.refused(Refusals.notAPage(what)), count, notes)
    }
    let web = WebRecord(
      bytes: window.take(count), isHTTP: head.isHTTP, url: head.address,
      contentType: head["content-type"], recordID: head["warc-record-id"],
      isText: head.type == "conversion")
    return record(.web(web), count, notes)
  }

  /// Moves to the next `WARC/`; what is passed over on the way is noted.
  private func findRecord() throws -> Bool {
    var passed = 0
    while true {
      guard try window.fill(6) else {
        passed += window.take(window.available).count { !ASCII.isTextBlank($0) && $0 != 0 }
        break
      }
      let bytes = window.bytes
      let end = bytes.count - 5
      var index = window.position
      var isFound = false
      while index < end {
        if bytes[index] == UInt8(ascii: "W"), bytes[index + 4] == UInt8(ascii: "/"),
          bytes[index..<index + 5].elementsEqual("WARC/".utf8), ASCII.isDigit(bytes[index + 5])
        {
          isFound = true
          break
        }
        if !ASCII.isTextBlank(bytes[index]), bytes[index] != 0 { passed += 1 }
        index += 1
      }
      _ = try window.skip(Int64(index - window.position))
      if isFound {
        noteLoss(passed)
        return true
      }
      if let refusal = settings.shouldStop() { throw refusal }
    }
    noteLoss(passed)
    return false
  }

  private func noteLoss(_ count: Int) {
    guard count > 0, remarks.count < 100 else { return }
    remarks.append("\(count) bytes between records before byte \(window.offset)")
  }

  /// Bytes up to and with the empty line that ends the head; not whole where the next record begins
  /// before it.
  private func headByteCount() throws -> (count: Int, isWhole: Bool) {
    var looked = 0
    while true {
      let bytes = window.bytes
      var index = window.position + looked
      while index < bytes.count {
        if bytes[index] == 0x0A {
          var next = index + 1
          if next < bytes.count, bytes[next] == 0x0D { next += 1 }
          if next < bytes.count, bytes[next] == 0x0A { return (next + 1 - window.position, true) }
        } else if bytes[index] == UInt8(ascii: "W"), index > window.position,
          index + 5 < bytes.count,
          bytes[index..<index + 5].elementsEqual("WARC/".utf8), ASCII.isDigit(bytes[index + 5])
        {
          return (index - window.position, false)
        }
        index += 1
      }
      looked = max(0, bytes.count - window.position - 5)
      guard window.available < settings.headerByteLimit, try window.fill(window.available + 1)
      else { return (min(window.available, settings.headerByteLimit), false) }
    }
  }

  /// How long the block really is: what was announced, unless the next record begins inside it.
  private func blockByteCount(_ length: Int) throws -> (count: Int, notes: [String]) {
    // With so much behind it that a record's first lines can be told.
    let isWhole = try window.fill(length + 400)
    let count = min(length, window.available)
    let bytes = window.bytes
    let start = window.position
    var next = start + count
    while next < bytes.count, next < start + count + 4, ASCII.isTextBlank(bytes[next]) { next += 1 }
    let isFollowed = bytes[next...].starts(with: "WARC/".utf8)
    let isLast = next == bytes.count && count == length && !isWhole
    if isFollowed || isLast { return (count, []) }
    // Too long an announcement swallows the next record; look whether one begins inside.
    // The line end before it may be the head's.
    if let inner = Self.recordStart(bytes, from: max(0, start - 1), to: start + count) {
      return (max(0, inner - start), ["block-shorter-than-announced"])
    }
    return (count, count < length ? ["cut-short"] : [])
  }

  /// Passes over a block that is announced to be too large; a lie ends where a record begins.
  private func skipBlock(of length: Int) throws {
    var left = length
    while left > 0, try window.fill(min(left, 1 << 16)) || window.available > 0 {
      let (bytes, start) = (window.bytes, window.position)
      let count = min(left, window.available)
      if let next = Self.recordStart(bytes, from: start, to: start + count) {
        _ = try window.skip(Int64(next - start))
        remarks.append("a record of \(length) announced bytes ends before byte \(window.offset)")
        return
      }
      // The last bytes may be the start of a record's first lines.
      let step = count == left || count <= 400 ? count : count - 400
      _ = try window.skip(Int64(step))
      left -= step
      assert(step > 0 && left >= 0, "skipping a block makes headway")
      if let refusal = settings.shouldStop() { throw refusal }
    }
  }

  /// Where a line `WARC/1…` followed by a WARC header begins.
  private static func recordStart(_ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    var index = start
    while index < end, index + 16 < bytes.count {
      guard bytes[index] == 0x0A, bytes[index + 1] == UInt8(ascii: "W"),
        bytes[index + 1..<index + 6].elementsEqual("WARC/".utf8),
        ASCII.isDigit(bytes[index + 6])
      else {
        index += 1
        continue
      }
      let line = bytes[(index + 6)..<min(bytes.count, index + 400)]
      if Find.contains("\nWARC-", in: line)
        || Find.contains("\nContent-", in: line)
      {
        return index + 1
      }
      index += 1
    }
    return nil
  }

  func resume(at state: Int64, ordinal: Int) throws {
    _ = try window.skip(max(0, state - window.offset))
  }
}
