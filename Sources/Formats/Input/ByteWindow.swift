/// A stream with some bytes of look-ahead, from which framing cuts its records.
final class ByteWindow {
  private let stream: any ByteStream
  /// What has been read and not yet been dropped.
  private(set) var bytes: [UInt8] = []
  /// The first byte of `bytes` that has not been taken.
  private(set) var position = 0
  /// Offset in the stream of `bytes[0]`.
  private var baseOffset: Int64
  private(set) var isAtEnd = false

  init(_ stream: any ByteStream, startingAt offset: Int64 = 0) {
    self.stream = stream
    baseOffset = offset
  }

  /// Offset in the stream of the next byte to be taken.
  var offset: Int64 { baseOffset + Int64(position) }
  /// Bytes at hand.
  var available: Int { bytes.count - position }
  /// Remarks of the stream on damage.
  var notes: [String] { stream.notes }
  /// Bytes of the file used up so far.
  var inputOffset: Int64 { stream.inputOffset }

  /// Makes at least `count` bytes available; false, with all the rest at hand, at the end.
  func fill(_ count: Int) throws -> Bool {
    assert(count >= 0 && position <= bytes.count)
    while available < count {
      if isAtEnd { return false }
      let more = try stream.read()
      if more.isEmpty {
        isAtEnd = true
        return false
      }
      if position == bytes.count {
        baseOffset += Int64(position)
        bytes = more
        position = 0
      } else {
        if position > 0, position >= bytes.count / 2 { compact() }
        bytes.append(contentsOf: more)
      }
    }
    return true
  }

  private func compact() {
    baseOffset += Int64(position)
    bytes.removeFirst(position)
    position = 0
    assert(baseOffset >= 0)
  }

  /// Takes `count` bytes that are at hand.
  func take(_ count: Int) -> [UInt8] {
    assert(count >= 0 && count <= available, "fill makes the bytes available first")
    let end = min(bytes.count, position + count)
    defer { position = end }
    return Array(bytes[position..<end])
  }

  /// Takes everything that is at hand, without a copy where possible.
  func takeAvailable() -> [UInt8] {
    defer {
      baseOffset += Int64(bytes.count)
      bytes = []
      position = 0
    }
    return position == 0 ? bytes : Array(bytes[position...])
  }

  /// Passes over `count` bytes; false when the stream ended before.
  func skip(_ count: Int64) throws -> Bool {
    assert(count >= 0)
    var rest = count
    while rest > 0 {
      if available == 0, try !fill(1) { return false }
      let step = Int(min(rest, Int64(available)))
      position += step
      rest -= Int64(step)
    }
    return true
  }

  /// All bytes to the end; throws when they are more than `limit`.
  func takeAll(limit: Int) throws -> [UInt8] {
    assert(limit >= 0 && limit < Int.max)
    while available <= limit {
      guard try fill(available + 1) else { return takeAvailable() }
    }
    throw Refusals.limit("a page or record of more than \(limit) bytes")
  }
}
