/// The location that a report was sent from, as it stands before its first sentence, with the agency that
/// sent it.
///
/// Forms: `BRUSSELS (CNN) —`, `Madrid, 12 oct (EFE).-`, `(ANSA) - ROMA, 12 OTT -`, `BHOPAL:`, `Berlin.`,
/// `МОСКВА, 12 окт — РИА Новости.`, `新华社北京10月12日电`, `【ロンドン＝共同】`, `(서울=연합뉴스)`.
struct Dateline: Equatable {
  var location: String?
  /// The agency's name, or another sender's as it stands there; nil where none is named.
  var agency: String?
  /// The words themselves.
  var text: String

  /// Characters at the start of a text that may belong to a dateline.
  private static let characterLimit = 110
  private static let byteLimit = 220

  /// The dateline at the start of a text; nil where there is none.
  init?(startOf text: String, _ context: DatelineContext = DatelineContext()) {
    guard Self.mayStand(atStartOf: text) else { return nil }
    let head = String(text.prefix(Self.characterLimit))
    guard
      let found = SiniticDateline.read(head)
        ?? DatelineFields(head, context).flatMap({ $0.dateline })
    else { return nil }
    self = found
  }

  init(location: String?, agency: String?, text: String) {
    self.location = location
    self.agency = agency
    self.text = text
  }

  /// `記者王小明／台北報導`, in a line of its own.
  static func reported(_ line: String) -> Dateline? { SiniticDateline.reported(line) }

  /// Whether one of the signs that every dateline has is among the first bytes.
  private static func mayStand(atStartOf text: String) -> Bool {
    var last: UInt8 = 0
    for (index, byte) in text.utf8.prefix(byteLimit).enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "/"), UInt8(ascii: "="): return true
      case UInt8(ascii: "-") where last == 0x20 || last == UInt8(ascii: "."): return true
      // `BHOPAL: …`, `Berlin. …`
      case 0x20 where index < 60 && (last == UInt8(ascii: ":") || last == UInt8(ascii: ".")):
        return true
      // U+2010 to U+2015: dashes. U+2212: minus.
      case 0x90...0x95 where last == 0x80: return true
      case 0x92 where last == 0x88: return true
      // Brackets and characters of East Asia.
      case 0xE3...0xE9, 0xEF: return true
      default: break
      }
      last = byte
    }
    return false
  }

  /// True for decimal digits of any script; signs such as 京 are numbers to Unicode, too.
  static func isDigit(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.generalCategory == .decimalNumber
  }
}
