import Bytes

/// The files of a tar archive as they come out of a stream, headers of all common variants.
///
/// Where a header is damaged, the next sound one is looked for at the blocks behind.
final class TarFiles: FileArchive {
  private let window: ByteWindow
  private let settings: ScrapeSettings
  /// Where the block behind the last file begins.
  private(set) var nextPosition: Int64
  private var remarks: [String] = []
  private var passedOverCount = 0
  private var hasFoundHeader = false

  /// Bytes of a name or of records about a file; longer ones are passed over.
  private static let headByteLimit: Int64 = 1 << 20

  init(_ window: ByteWindow, settings: ScrapeSettings) {
    self.window = window
    self.settings = settings
    nextPosition = window.offset
  }

  var notes: [String] {
    window.notes + remarks
      + (passedOverCount > 0 ? ["entries passed over: \(passedOverCount)"] : [])
  }

  func next() throws -> ArchivedFile? {
    var longName: [UInt8]?
    var extended = ExtendedRecords()
    while let header = try nextHeader() {
      let size = header.kind == .file ? extended.size ?? header.size : header.size
      let start = window.offset
      // checked: sizes lie below 2^62, so does what is read: no sum of them overflows.
      nextPosition = start + (size + 511) / 512 * 512
      switch header.kind {
      case .longName: longName = try content(size).prefix { $0 != 0 } + []
      case .extended: extended = ExtendedRecords(try content(size))
      case .other: (longName, extended) = (nil, ExtendedRecords())
      case .sparse, .file:
        let name = extended.path ?? longName ?? header.name
        (longName, extended) = (nil, ExtendedRecords())
        if ArchivedFile.isPassedOver(name) {
          passedOverCount += 1
        } else if header.kind == .sparse {
          return ArchivedFile(name: name) {
            throw Refusals.unsupported("a file with holes in a tar archive")
          }
        } else {
          return ArchivedFile(name: name) { [window] in
            EntryStream(window, from: start, byteCount: size)
          }
        }
      }
    }
    return nil
  }

  /// The next sound header behind what is left of the file before; nil at the end.
  private func nextHeader() throws -> TarHeader? {
    guard try window.skip(max(0, nextPosition - window.offset)) else {
      note("tar-cut-short")
      return nil
    }
    var isDamaged = false
    while try window.fill(TarHeader.byteCount) {
      if let refusal = settings.shouldStop() { throw refusal }
      let block = window.bytes[window.position..<window.position + TarHeader.byteCount]
      let header = TarHeader(block)
      // Archives are joined end to end, each with two blocks of zeros behind it.
      let isZero = header == nil && block.allSatisfy { $0 == 0 }
      let position = window.offset
      _ = try window.skip(Int64(TarHeader.byteCount))
      if let header {
        hasFoundHeader = true
        return header
      }
      if !isZero, !isDamaged {
        isDamaged = true
        note("no tar header at byte \(position)")
      }
    }
    guard hasFoundHeader else {
      throw Refusals.broken("a tar archive", "none of its headers is sound")
    }
    return nil
  }

  private func note(_ remark: String) {
    if remarks.count < 100 { remarks.append(remark) }
  }

  /// What follows a header about the next file; empty where it is too long or cut short.
  private func content(_ size: Int64) throws -> [UInt8] {
    guard size <= Self.headByteLimit, try window.fill(Int(size)) else { return [] }
    return window.take(Int(size))
  }

  func seek(to position: Int64) {
    nextPosition = max(window.offset, position)
    hasFoundHeader = position > 0
  }
}

/// The records of POSIX.1-2001 about one file: `LENGTH KEY=VALUE\n`.
private struct ExtendedRecords {
  var path: [UInt8]?
  var size: Int64?

  init() {}

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let blank = rest.firstIndex(of: 0x20),
      let count = Int(String(decoding: rest[..<blank], as: UTF8.self)), count > 0,
      count <= rest.count, rest.startIndex + count > blank + 1
    {
      let record = rest[(blank + 1)..<(rest.startIndex + count)]
      rest = rest.dropFirst(count)
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let value = record[(equals + 1)...].dropLast()
      if record[..<equals].elementsEqual("path".utf8) { path = Array(value) }
      if record[..<equals].elementsEqual("size".utf8),
        let number = Int64(String(decoding: value, as: UTF8.self)), (0..<1 << 62).contains(number)
      {
        size = number
      }
    }
  }
}

/// The bytes of one file of a tar archive, taken from the archive's window.
private final class EntryStream: ByteStream {
  private let window: ByteWindow
  private let end: Int64
  private(set) var notes: [String] = []

  init(_ window: ByteWindow, from start: Int64, byteCount: Int64) {
    assert(start == window.offset)
    self.window = window
    end = start + byteCount
  }

  var inputOffset: Int64 { window.inputOffset }

  func read() throws -> [UInt8] {
    let rest = end - window.offset
    guard rest > 0 else { return [] }
    guard try window.fill(1) else {
      if notes.isEmpty { notes.append("cut-short") }
      return []
    }
    return window.take(Int(min(rest, Int64(window.available))))
  }
}
