/// Reading, checking and writing UTF-8.
package enum UTF8Text {
  /// A scalar read from UTF-8.
  package struct Read: Sendable, Equatable {
    /// The scalar, or U+FFFD when the bytes are malformed.
    package var scalar: UInt32
    /// How many bytes it takes, at least one; of malformed ones, the maximal part that could have
    /// started a scalar.
    package var byteCount: Int
    /// False when the bytes are malformed.
    package var isValid: Bool
  }

  /// Appends a scalar, which must not be a surrogate nor lie above U+10FFFF, as UTF-8.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    assert(scalar < 0xD800 || 0xE000...0x10FFFF ~= scalar, "no scalar has this number")
    if scalar < 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }

  /// Appends scalars, of which none may be a surrogate nor lie above U+10FFFF, as UTF-8.
  package static func append(_ scalars: Span<UInt32>, to bytes: inout [UInt8]) {
    var byteCount = 0
    for index in scalars.indices {
      let scalar = scalars[index]
      byteCount &+= 1
      if scalar >= 0x80 { byteCount &+= scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3 }
    }
    bytes.append(addingCapacity: byteCount) { output in
      func add(_ value: UInt32) { output.append(UInt8(truncatingIfNeeded: value)) }
      for index in scalars.indices {
        let scalar = scalars[index]
        if scalar < 0x80 {
          add(scalar)
        } else if scalar < 0x800 {
          add(0xC0 | scalar &>> 6)
          add(0x80 | scalar & 0x3F)
        } else if scalar < 0x10000 {
          add(0xE0 | scalar &>> 12)
          add(0x80 | scalar &>> 6 & 0x3F)
          add(0x80 | scalar & 0x3F)
        } else {
          add(0xF0 | scalar &>> 18)
          add(0x80 | scalar &>> 12 & 0x3F)
          add(0x80 | scalar &>> 6 & 0x3F)
          add(0x80 | scalar & 0x3F)
        }
      }
    }
  }

  /// Reads the scalar at `index`, which must be inside of `bytes`. Surrogates, overlong forms and
  /// values above U+10FFFF are malformed.
  @inline(__always)
  package static func read(_ bytes: Span<UInt8>, at index: Int) -> Read {
    let lead = bytes[index]
    if lead < 0x80 { return Read(scalar: UInt32(lead), byteCount: 1, isValid: true) }
    if lead >= 0xC2, lead < 0xE0, index &+ 1 < bytes.count {
      let second = bytes[index &+ 1]
      if second & 0xC0 == 0x80 {
        let scalar = UInt32(lead & 0x1F) &<< 6 | UInt32(second & 0x3F)
        return Read(scalar: scalar, byteCount: 2, isValid: true)
      }
    }
    return readLong(bytes, at: index, lead: lead)
  }

  private static func readLong(_ bytes: Span<UInt8>, at index: Int, lead: UInt8) -> Read {
    let following = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    guard lead >= 0xC2, lead <= 0xF4 else {
      return Read(scalar: 0xFFFD, byteCount: 1, isValid: false)
    }
    // The second byte's range excludes overlong forms, surrogates and what lies above U+10FFFF.
    var low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    var high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    var scalar = UInt32(lead) & (0x3F >> UInt32(following))
    for offset in 1...following {
      guard index + offset < bytes.count else {
        return Read(scalar: 0xFFFD, byteCount: offset, isValid: false)
      }
      let byte = bytes[index + offset]
      guard byte >= low, byte <= high else {
        return Read(scalar: 0xFFFD, byteCount: offset, isValid: false)
      }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
      (low, high) = (0x80, 0xBF)
    }
    return Read(scalar: scalar, byteCount: following + 1, isValid: true)
  }

  /// Where the first malformed byte stands at or after `start`, a scalar's start; `bytes.count` if
  /// all is valid.
  package static func validEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    let count = bytes.count
    while index < count {
      if bytes[index] < 0x80 {
        index = ASCIIRun.end(in: bytes, from: index)
        if index == count { break }
      }
      // Letters of one script come in runs: stay here while they last.
      while index < count {
        let lead = bytes[index]
        if lead < 0x80 { break }
        if lead & 0xF0 == 0xE0, lead != 0xE0, lead != 0xED, index &+ 2 < count {
          if bytes[index &+ 1] & 0xC0 != 0x80 || bytes[index &+ 2] & 0xC0 != 0x80 { return index }
          index &+= 3
        } else {
          let read = read(bytes, at: index)
          if !read.isValid { return index }
          index &+= read.byteCount
        }
      }
    }
    return count
  }

  /// True when all of `bytes` is valid UTF-8.
  package static func isValid(_ bytes: Span<UInt8>) -> Bool {
    validEnd(in: bytes, from: 0) == bytes.count
  }
}
