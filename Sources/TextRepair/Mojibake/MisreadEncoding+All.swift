import TextEncodings

extension MisreadEncoding {
  /// True when the scalars of the range beyond ASCII can be whole UTF-8, each by any of its bytes.
  func canBeWhole(_ scalars: [UInt32], _ range: Range<Int>) -> Bool {
    // How many bytes may be missing, a bit for each number from 0 to 3.
    var open: UInt8 = 1
    for index in range {
      let scalar = scalars[index]
      if scalar < 0x80 {
        guard open & 1 != 0 else { return false }
        open = 1
        continue
      }
      var next: UInt8 = 0
      forEachBytes(of: scalar) { bytes in
        var states = open
        for position in 0..<bytes.count {
          let byte = bytes.packed &>> (8 &* UInt32(position)) & 0xFF
          let isASCII = byte < 0x80 && position > 0
          states =
            switch byte {
            case 0x80..<0xC0: states &>> 1
            case 0xC2..<0xE0: (states & 1) &<< 1
            case 0xE0..<0xF0: (states & 1) &<< 2
            case 0xF0..<0xF5: (states & 1) &<< 3
            default: isASCII ? states & 1 : 0
            }
        }
        next |= states
      }
      if next == 0 { return false }
      open = next
    }
    return open & 1 != 0
  }

  /// The single-byte encodings, commonest first.
  static let singleByte: [MisreadEncoding] = [
    MisreadEncoding(page: .windows1252, prior: 6), MisreadEncoding(page: .iso8859p1, prior: 7),
    MisreadEncoding(page: .windows1251, prior: 8), MisreadEncoding(page: .windows1250, prior: 8),
    MisreadEncoding(page: .macRoman, prior: 8), MisreadEncoding(page: .ibm437, prior: 9),
    MisreadEncoding(page: .ibm850, prior: 9), MisreadEncoding(page: .windows1254, prior: 9),
    MisreadEncoding(page: .windows1253, prior: 9), MisreadEncoding(page: .windows1257, prior: 9),
    MisreadEncoding(page: .iso8859p2, prior: 9), MisreadEncoding(page: .windows874, prior: 9),
    MisreadEncoding(page: .windows1255, prior: 9), MisreadEncoding(page: .windows1256, prior: 9),
    MisreadEncoding(page: .windows1258, prior: 9.5), MisreadEncoding(page: .koi8R, prior: 9),
    MisreadEncoding(page: .koi8U, prior: 9.5), MisreadEncoding(page: .ibm866, prior: 9),
    MisreadEncoding(page: .ibm852, prior: 9.5), MisreadEncoding(page: .iso8859p5, prior: 9.5),
    MisreadEncoding(page: .iso8859p7, prior: 9.5), MisreadEncoding(page: .iso8859p9, prior: 9.5),
    MisreadEncoding(page: .iso8859p15, prior: 9.5), MisreadEncoding(page: .macCyrillic, prior: 9.5),
    MisreadEncoding(page: .iso8859p3, prior: 11), MisreadEncoding(page: .iso8859p4, prior: 11),
    MisreadEncoding(page: .iso8859p6, prior: 11), MisreadEncoding(page: .iso8859p8, prior: 11),
    MisreadEncoding(page: .iso8859p10, prior: 11), MisreadEncoding(page: .iso8859p13, prior: 11),
    MisreadEncoding(page: .iso8859p14, prior: 11), MisreadEncoding(page: .iso8859p16, prior: 11),
    MisreadEncoding(page: .ibm737, prior: 11), MisreadEncoding(page: .ibm775, prior: 11),
    MisreadEncoding(page: .ibm855, prior: 11), MisreadEncoding(page: .ibm857, prior: 11),
    MisreadEncoding(page: .ibm858, prior: 11), MisreadEncoding(page: .ibm862, prior: 11),
    MisreadEncoding(page: .macGreek, prior: 11),
    MisreadEncoding(page: .macCentralEurope, prior: 11),
    MisreadEncoding(page: .macTurkish, prior: 11),
  ]

  /// The multi-byte encodings.
  static let multiByte: [MisreadEncoding] = [
    MisreadEncoding(.gb18030, prior: 10), MisreadEncoding(.shiftJIS, prior: 10),
    MisreadEncoding(.big5, prior: 10),
    MisreadEncoding(.eucKR, prior: 10), MisreadEncoding(.eucJP, prior: 10),
  ]

  /// All encodings; those of `singleByte` come first, so that their numbers fit a 64-bit set.
  static let all = singleByte + multiByte
}
