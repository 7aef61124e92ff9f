/// LZ4 frames, one after the other, by the LZ4 frame format 1.6; checksums are passed over.
///
/// Debian's library would do, but the format is small and this decoder checks every bound.
final class LZ4Decoder: Decompressor {
  static let magic: [UInt8] = [0x04, 0x22, 0x4D, 0x18]

  private enum State { case header, blockSize, block(Int, isRaw: Bool), checksum }

  private var state = State.header
  private var hasBlockChecksum = false
  private var hasContentChecksum = false
  /// The last 64 KiB that came out, to which matches may refer.
  private var history: [UInt8] = []

  func step(
    _ input: [UInt8], from start: Int, into output: inout [UInt8], limit: Int
  ) -> (consumed: Int, status: DecompressionStatus) {
    var position = start
    let first = output.count
    while output.count - first < limit {
      let rest = input.count - position
      switch state {
      case .header:
        guard rest >= 7 else { return (position - start, rest == 0 ? .streamEnd : .more) }
        guard let count = readHeader(input, position), rest >= count else {
          return (position - start, .damaged)
        }
        position += count
        history = []
        state = .blockSize
      case .blockSize:
        guard rest >= 4 else { return (position - start, .more) }
        let word = Self.word(input, position)
        position += 4
        if word == 0 {
          state = .checksum
        } else {
          let size = Int(word & 0x7FFF_FFFF)
          guard size <= 4 << 20 else { return (position - start, .damaged) }
          state = .block(size, isRaw: word & 0x8000_0000 != 0)
        }
      case .block(let size, let isRaw):
        let trailer = hasBlockChecksum ? 4 : 0
        guard rest >= size + trailer else { return (position - start, .more) }
        guard decode(input[position..<position + size], isRaw: isRaw, into: &output) else {
          return (position - start, .damaged)
        }
        position += size + trailer
        state = .blockSize
      case .checksum:
        let count = hasContentChecksum ? 4 : 0
        guard rest >= count else { return (position - start, .more) }
        position += count
        state = .header
        if position == input.count { return (position - start, .streamEnd) }
      }
    }
    return (position - start, .more)
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
      | UInt32(bytes[at + 3]) << 24
  }

  /// The header's length; nil when it is none.
  private func readHeader(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard bytes[at..<at + 4].elementsEqual(Self.magic) else { return nil }
    let flags = bytes[at + 4]
    guard flags >> 6 == 1, flags & 1 == 0 else { return nil }
    hasBlockChecksum = flags & 0x10 != 0
    hasContentChecksum = flags & 0x04 != 0
    return 7 + (flags & 0x08 != 0 ? 8 : 0)
  }

  private func decode(_ block: ArraySlice<UInt8>, isRaw: Bool, into output: inout [UInt8]) -> Bool {
    var out = history
    if isRaw {
      out.append(contentsOf: block)
    } else if !Self.expand(block, into: &out) {
      return false
    }
    output.append(contentsOf: out[history.count...])
    history = Array(out.suffix(1 << 16))
    return true
  }

  private static func expand(_ block: ArraySlice<UInt8>, into out: inout [UInt8]) -> Bool {
    let limit = out.count + 4 << 20
    var index = block.startIndex
    func length(_ nibble: UInt8) -> Int? {
      var value = Int(nibble)
      guard nibble == 15 else { return value }
      while index < block.endIndex {
        let byte = block[index]
        index += 1
        value += Int(byte)
        if byte != 255 { return value }
      }
      return nil
    }
    while index < block.endIndex {
      let token = block[index]
      index += 1
      guard let literals = length(token >> 4), literals <= block.endIndex - index else {
        return false
      }
      out.append(contentsOf: block[index..<index + literals])
      index += literals
      if index == block.endIndex { return true }
      guard index + 2 <= block.endIndex else { return false }
      let distance = Int(block[index]) | Int(block[index + 1]) << 8
      index += 2
      guard let extra = length(token & 15), distance > 0, distance <= out.count,
        out.count + extra + 4 <= limit
      else { return false }
      var from = out.count - distance
      for _ in 0..<extra + 4 {
        out.append(out[from])
        from += 1
      }
    }
    return true
  }
}
