/// The location that a report was sent from, as it stands before its first sentence, with the agency that
/// sent it.
///
/// Forms: `BRUSSELS (CNN) —`, `Madrid, 12 oct (EFE).-`, `(ANSA) - ROMA, 12 OTT -`,
/// `МОСКВА, 12 окт — РИА Новости.`, `新华社北京10月12日电`, `【ロンドン＝共同】`, `(서울=연합뉴스)`.
struct Dateline: Equatable {
  var location: String?
  /// The agency's name; nil where none is named or it is not known.
  var agency: String?
  /// The words themselves.
  var text: String

  /// Characters at the start of a text that may belong to a dateline.
  private static let characterLimit = 110
  private static let byteLimit = 220

  /// The dateline at the start of a text; nil where there is none.
  init?(startOf text: String) {
    guard Self.mayStand(atStartOf: text) else { return nil }
    let head = String(text.prefix(Self.characterLimit))
    guard
      let found = Self.bracketed(head) ?? Self.sinitic(head)
        ?? DatelineFields(head).flatMap({ $0.dateline })
    else { return nil }
    self = found
  }

  /// Whether one of the signs that every dateline has is among the first bytes.
  private static func mayStand(atStartOf text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8.prefix(byteLimit) {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "/"), UInt8(ascii: "="): return true
      case UInt8(ascii: "-") where last == 0x20 || last == UInt8(ascii: "."): return true
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

  init(location: String?, agency: String?, text: String) {
    self.location = location
    self.agency = agency
    self.text = text
  }

  /// `【ロンドン＝共同】`, `［ロンドン　１２日　ロイター］`, `(서울=연합뉴스)`: location and agency in brackets of
  /// their own.
  private static func bracketed(_ head: String) -> Dateline? {
    let pairs: [Character: Character] = ["【": "】", "［": "］", "[": "]", "(": ")", "（": "）"]
    guard let open = head.first, let close = pairs[open], let end = head.firstIndex(of: close)
    else { return nil }
    let inside = head[head.index(after: head.startIndex)..<end]
    guard inside.count <= 40, inside.contains(where: isEastAsian) else { return nil }
    let text = String(head[...end])
    let parts = inside.split { "=＝ 　/・".contains($0) }.map(String.init)
    guard let first = parts.first else { return nil }
    if parts.count == 1 {
      guard let split = AgencyNames.known.suffix(of: first) else { return nil }
      return Dateline(
        location: split.rest.isEmpty ? nil : split.rest, agency: split.agency, text: text)
    }
    let agency = parts.dropFirst().lazy.compactMap { AgencyNames.known[$0] }.first
    let isLocation = first.count <= 12 && !first.contains(where: isDigit)
    // Without an agency only Japan's equals sign tells a location from other notes in brackets; papers
    // in Korea put their own name and the reporter's there.
    guard agency != nil || inside.contains("＝") || "【［".contains(open) && inside.contains("=")
    else { return nil }
    return Dateline(location: isLocation ? first : nil, agency: agency, text: text)
  }

  /// `新华社北京10月12日电`, `（中央社記者王小明台北12日電）`, `本报北京10月12日讯`.
  private static func sinitic(_ head: String) -> Dateline? {
    guard head.first.map({ isEastAsian($0) || "（(".contains($0) }) == true,
      let end = head.prefix(40).firstIndex(where: { "电電讯訊".contains($0) })
    else { return nil }
    let before = head[..<end].drop { "（( 　".contains($0) }
    guard before.hasSuffix("日"), let digits = before.firstIndex(where: isDigit) else {
      return nil
    }
    var location = String(before[..<digits])
    var agency: String?
    if let split = AgencyNames.known.prefix(of: location) {
      (agency, location) = (split.agency, split.rest)
    } else if let own = ["本报", "本報", "本网", "本網", "本台", "本社"].first(where: { location.hasPrefix($0) }
    ) {
      location = String(location.dropFirst(own.count))
    } else {
      return nil
    }
    // A reporter's name stands between; the location is the last two characters.
    if location.contains("记者") || location.contains("記者") { location = String(location.suffix(2)) }
    location = location.filter { !$0.isWhitespace }
    let isLocation = (2...8).contains(location.count) && location.allSatisfy(isEastAsian)
    return Dateline(
      location: isLocation ? location : nil, agency: agency, text: String(head[...end]))
  }

  /// True for decimal digits of any script; signs such as 京 are numbers to Unicode, too.
  static func isDigit(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.generalCategory == .decimalNumber
  }

  private static func isEastAsian(_ character: Character) -> Bool {
    character.unicodeScalars.first.map {
      (0x3040...0x9FFF).contains($0.value) || (0xAC00...0xD7AF).contains($0.value)
    }
      ?? false
  }
}
