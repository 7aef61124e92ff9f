import Bytes
import Model

/// Lines that call themselves adverts.
package enum AdvertLine {
  private static let byteLimit = 250

  /// True for a short text that begins with a word for adverts and a colon, and is no sentence:
  /// `Advertisement: Waxed coats at half price`.
  package static func isAdvert(_ text: String) -> Bool {
    guard text.utf8.count <= byteLimit, text.utf8.last != UInt8(ascii: ".") else { return false }
    return LineCues.shared.label(Array(text.utf8)[...]) == .advert
  }

  /// Bytes of a line that may say that the article goes on behind an advert.
  private static let noteByteLimit = 120

  /// True for a short line that says in any of some thirty languages that the article goes on below or after an
  /// advert: `Der Artikel geht nach der Anzeige weiter`.
  static func announcesRest(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= noteByteLimit, !text.contains(where: ASCII.isDigit) else { return false }
    let line = String(decoding: text, as: UTF8.self).lowercased()
    return adverts.contains { line.contains(utf8: $0) }
      && continuations.contains { line.contains(utf8: $0) }
      && line.split(separator: " ").count <= 9
  }

  /// What adverts are called, without endings where a language has some.
  private static let adverts = [
    "advert", "anzeige", "werbung", "publicit", "publicid", "pubblicit", "advertentie", "annons",
    "annonce", "reklam", "mainos", "inzer", "hirdet", "oglas", "реклам", "διαφήμισ", "διαφημίσ",
    "iklan", "quảng cáo", "โฆษณา", "إعلان", "اعلان", "آگهی", "تبلیغ", "פרסומת", "विज्ञापन", "বিজ্ঞাপন",
    "広告", "广告", "廣告", "광고",
  ]

  /// Words for going on, below and after, likewise.
  private static let continuations = [
    "continu", "continú", "below", "resum", "weiter", "fortsetz", "suite", "prosegu", "lees verder",
    "vervolg",
    "gaat door", "fortsätt", "fortsætt", "fortsett", "jatku", "dalszy", "dalsza", "pokrač",
    "folytat", "nastav", "prodolž", "συνέχεια", "συνεχίζ", "продолж", "продовж", "продължа",
    "devam", "lanjut", "tiếp", "อ่านต่อ", "يتبع", "تكملة", "بقية", "ادامه", "המשך", "ממשיכה", "जारी",
    "आगे",
    "続", "继续", "繼續", "下文", "계속", "이어",
  ]
}
