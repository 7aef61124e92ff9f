import Bytes

/// The first bytes of a file as sniffing looks at them; what several formats ask is found out once.
final class FileHead {
  /// Bytes that are searched for words.
  private static let searchByteCount = 1 << 16

  /// From the first byte on that is neither a mark of UTF-8 nor blank; at least one.
  let body: ArraySlice<UInt8>
  /// The part of the body that is searched for words.
  let opening: ArraySlice<UInt8>
  /// Mail or MHTML, by the header lines that the file begins with.
  private(set) lazy var message = MIMESniffer.format(body)
  private lazy var markup = Result { try MarkupSniffer.format(opening) }

  /// The head of a file that begins with `bytes`; `isWhole` when that is all of it. Throws the
  /// refusal of a file of blanks.
  init(_ bytes: [UInt8], isWhole: Bool) throws {
    var start = 0
    while bytes[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    while start < bytes.count, ASCII.isTextBlank(bytes[start]) { start += 1 }
    guard start < bytes.count else {
      if isWhole { throw Refusals.empty }
      throw Refusals.limit("blanks only in the first \(bytes.count) bytes")
    }
    body = bytes[start...]
    opening = body.prefix(Self.searchByteCount)
    assert(!body.isEmpty && body.startIndex == start)
  }

  /// The first character.
  var first: UInt8 { body[body.startIndex] }

  /// Page or feed, of a file that begins with a tag; throws the refusal of other vocabularies.
  func markupFormat() throws -> FormatName? {
    first == UInt8(ascii: "<") ? try markup.get() : nil
  }
}
