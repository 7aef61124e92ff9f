import Bytes

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
        "xz", fileName: "x.xz", beginnings: [XzDecoder.magic + [0, 1], XzDecoder.magic],
        sample: decoded(xzPage)),
      FormatSeed(
        "bzip2", fileName: "x.bz2",
        beginnings: [Array("BZh91AY&SY".utf8), Array("BZh1".utf8) + bzip2End],
        sample: decoded(bzip2Page)),
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

  /// The mark of an empty bzip2 stream's end.
  private static let bzip2End: [UInt8] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]

  /// A short page as `xz` and `bzip2` write it: neither format is made by hand.
  private static let xzPage =
    "fd377a585a0000016922de360200210116000000742fe5a3e0008000725d001e184a476f5e472590effdb593"
    + "441d58d99ca17ad5135e0bd7e3a39e9b772b60f3dac306cd83e85643f8d6947564f2ab536ec3b5d4f00eef75"
    + "7cf4b94a35df3c0943f43498f72340d6344c20144f135628b4c84eb6902577cd53c8abee5e933f7c0b184ad5"
    + "185e92e3df5deaac9db481c000000000a2d099e400018a0181010000ba7139153e300d8b020000000001595a"
  private static let bzip2Page =
    "425a6831314159265359cf9d985e00000c1f804001a005200004003fe5dfa02000644029a9b4d4f654f6a353"
    + "d1906a134c989868004683afe6ff8996b17961c6e165731c20401a058651bbb6d180a221d666c29def93f0b3"
    + "c05e8eebdfc1ccb496250cd096c5b4e4c5aad789b726060821af2979e83c4e4a0ff921cb6f45dc914e142433"
    + "e7661780"

  private static func decoded(_ digits: String) -> [UInt8] {
    guard let bytes = Hex.decode(digits.utf8) else { preconditionFailure("no hexadecimal digits") }
    return bytes
  }
}
