/// The linear numbers of GB 18030's four-byte codes.
enum GB18030Pointer {
  /// The scalar of a pointer, or nil.
  static func scalar(for pointer: UInt32) -> UInt32? {
    if pointer >= 189_000 {
      return pointer <= 1_237_575 ? pointer - 189_000 + 0x10000 : nil
    }
    guard pointer < 39_420 else { return nil }
    let jumps = DoubleByteSet.gb18030Jumps
    var (low, high) = (0, jumps.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if jumps[middle].pointer <= pointer { low = middle } else { high = middle }
    }
    let jump = jumps[low]
    return jump.scalar == 0xFFFD ? nil : jump.scalar + pointer - jump.pointer
  }

  /// The pointer of a scalar, or nil.
  static func pointer(for scalar: UInt32) -> UInt32? {
    if scalar >= 0x10000 { return scalar <= 0x10FFFF ? scalar - 0x10000 + 189_000 : nil }
    let jumps = DoubleByteSet.gb18030Jumps
    for (index, jump) in jumps.enumerated() where jump.scalar != 0xFFFD && jump.scalar <= scalar {
      let end = index + 1 < jumps.count ? jumps[index + 1].pointer : 39_420
      if scalar - jump.scalar < end - jump.pointer { return jump.pointer + scalar - jump.scalar }
    }
    return nil
  }
}
