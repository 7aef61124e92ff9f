import Unicode

/// The frame of the decoders for GB 18030, Shift_JIS, EUC-JP, EUC-KR and Big5.
enum MultiByteDecoder {
  /// What was read: a scalar (and rarely a combining one after it), or nothing of sense.
  struct Code {
    /// The scalar; `malformed` when the bytes mean nothing.
    var scalar: UInt32
    /// The bytes that it takes.
    var byteCount: Int
    /// A second scalar; 0 when there is none.
    var second: UInt32 = 0

    static let malformed: UInt32 = .max

    static func broken(_ byteCount: Int) -> Code {
      assert(1...3 ~= byteCount)
      return Code(scalar: malformed, byteCount: byteCount)
    }

    /// A two-byte code that may not exist: then an ASCII trail byte is not part of it.
    static func pair(_ scalar: UInt32?, trail: UInt8) -> Code {
      if let scalar { return Code(scalar: scalar, byteCount: 2) }
      return broken(trail < 0x80 ? 1 : 2)
    }
  }

  static func decode(_ bytes: Span<UInt8>, by reader: some CodeReader) -> DecodedText {
    var text = DecodedText(utf8: [], malformedCount: 0)
    text.utf8.reserveCapacity(bytes.count &+ bytes.count / 2)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if index &+ 1 < bytes.count, bytes[index &+ 1] >= 0x80 {
          text.utf8.append(byte)
          index &+= 1
        } else {
          let end = ASCIIRun.end(in: bytes, from: index)
          ASCIIRun.append(bytes, index..<end, to: &text.utf8)
          index = end
        }
        continue
      }
      let code = reader.read(bytes, at: index)
      assert(code.byteCount > 0 && index + code.byteCount <= bytes.count)
      index &+= code.byteCount
      if code.scalar == Code.malformed {
        text.appendReplacement()
      } else {
        UTF8Text.append(code.scalar, to: &text.utf8)
        if code.second != 0 { UTF8Text.append(code.second, to: &text.utf8) }
      }
    }
    return text
  }
}
