/// Finding and copying stretches of ASCII at memory speed.
package enum ASCIIRun {
  /// Where the first byte of 0x80 or above stands at or after `start`; `bytes.count` if none does.
  package static func end(in bytes: Span<UInt8>, from start: Int) -> Int {
    assert(0...bytes.count ~= start)
    var index = start
    let count = bytes.count
    while count &- index >= 32 {
      let quarter = word(bytes, at: index) | word(bytes, at: index &+ 8)
      let other = word(bytes, at: index &+ 16) | word(bytes, at: index &+ 24)
      if (quarter | other) & 0x8080_8080_8080_8080 != 0 { break }
      index &+= 32
    }
    while count &- index >= 8 {
      let high = word(bytes, at: index) & 0x8080_8080_8080_8080
      if high != 0 { return index &+ high.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count, bytes[index] < 0x80 { index &+= 1 }
    return index
  }

  /// Appends `bytes[range]` in one copy.
  package static func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
  ) {
    if range.isEmpty { return }
    // The buffer is read within the call that lends it and not kept.
    unsafe bytes.extracting(range).withUnsafeBufferPointer { buffer in
      unsafe output.append(contentsOf: buffer)
    }
  }

  /// Eight bytes as a little-endian integer; the compiler makes one load of it.
  @inline(__always)
  package static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
    let eight = bytes.extracting(index..<index &+ 8)
    let low =
      UInt64(eight[0]) | UInt64(eight[1]) &<< 8 | UInt64(eight[2]) &<< 16 | UInt64(eight[3]) &<< 24
    let high =
      UInt64(eight[4]) | UInt64(eight[5]) &<< 8 | UInt64(eight[6]) &<< 16 | UInt64(eight[7]) &<< 24
    return low | high &<< 32
  }
}
