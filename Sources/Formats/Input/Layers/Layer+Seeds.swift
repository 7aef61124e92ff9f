extension Layer {
  /// What fuzzing the layers starts from, and the encodings of two and four bytes a character.
  static var seeds: [FormatSeed] {
    let page = Array(FormatSeed.page.utf8)
    return [
      FormatSeed(
        "gzip", fileName: "x.gz",
        beginnings: [
          [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x1F, 0x8B, 8, 0x1F, 0, 0, 0, 0, 0, 3],
        ],
        sample: gzip(page) + gzip(Array(WARCFormat.record(FormatSeed.page).utf8))),
      FormatSeed(
        "zstd", fileName: "x.zst",
        beginnings: [[0x28, 0xB5, 0x2F, 0xFD], [0x50, 0x2A, 0x4D, 0x18]],
        sample: zstd(page) + zstd(page)),
      FormatSeed(
        "lz4", fileName: "x.lz4",
        beginnings: [[0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82], [0x04, 0x22, 0x4D, 0x18]],
        sample: lz4(page)),
      FormatSeed(
        "wide", fileName: "x.csv",
        beginnings: [
          [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], [0x3C, 0, 0x68, 0],
          [0, 0x3C, 0, 0x68],
        ],
        sample: [0xFF, 0xFE]
          + FormatSeed.page.utf16.flatMap { FormatSeed.little(Int($0), 2) }),
    ]
  }

  /// gzip (RFC 1952) with a stored block; the check sum is wrong, which is no reason to refuse.
  private static func gzip(_ body: [UInt8]) -> [UInt8] {
    let (count, complement) = (FormatSeed.little(body.count, 2), FormatSeed.little(~body.count, 2))
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + count + complement + body + [0, 0, 0, 0]
      + FormatSeed.little(body.count, 4)
  }

  /// zstd (RFC 8878) with one raw block.
  private static func zstd(_ body: [UInt8]) -> [UInt8] {
    [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58] + FormatSeed.little(body.count << 3 | 1, 3) + body
  }

  /// LZ4's frame format with one block of literals.
  private static func lz4(_ body: [UInt8]) -> [UInt8] {
    var block: [UInt8] = [0xF0]
    var rest = body.count - 15
    while rest >= 255 {
      block.append(255)
      rest -= 255
    }
    block.append(UInt8(max(0, rest)))
    block += body
    return [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82] + FormatSeed.little(block.count, 4) + block
      + [0, 0, 0, 0]
  }
}
