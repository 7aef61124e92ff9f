/// Text reduced to what two spellings of a name share.
enum NameFolding {
  /// Lower-case letters and digits without anything else.
  static func key(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      var letters: [UInt8] = []
      letters.reserveCapacity(text.utf8.count)
      for byte in text.utf8 {
        switch byte {
        case 0x41...0x5A: letters.append(byte | 0x20)
        case 0x61...0x7A, 0x30...0x39: letters.append(byte)
        default: break
        }
      }
      return String(decoding: letters, as: UTF8.self)
    }
    var out = ""
    for scalar in text.unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      out += scalar.properties.lowercaseMapping
    }
    return out
  }
}
