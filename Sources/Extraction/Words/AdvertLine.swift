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
}
