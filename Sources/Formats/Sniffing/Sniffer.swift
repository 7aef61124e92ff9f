import Model
import TextEncodings

/// Tells formats apart by content; the first rule that fits wins.
enum Sniffer {
  /// The format of a file that begins with `head`, in UTF-8 or any encoding that holds ASCII;
  /// `isWhole` when that is all of it. Throws the refusal for what is not read.
  static func sniff(_ bytes: [UInt8], isWhole: Bool) throws -> FormatName {
    if let refusal = KnownBinaries.refusal(of: bytes) { throw refusal }
    let head = try FileHead(bytes, isWhole: isWhole)
    if isWhole, let name = ProgramOutput.name(of: head.body) { throw Refusals.notAPage(name) }
    if let name = SourceText.name(ofBeginning: head.body) { throw Refusals.notAPage(name) }
    if let format = try FormatRegistry.recognise(head, at: .signature) { return format }
    if let format = try FormatRegistry.recognise(head, at: .opening) { return format }
    if isWhole, let name = SourceText.name(of: head.body) { throw Refusals.notAPage(name) }
    if KnownBinaries.isLatePDF(head.body) { throw Refusals.unsupported("a PDF") }
    let body = head.body
    if EncodingDetector.isBinary(body.span) { throw Refusals.binary }
    return try FormatRegistry.recognise(head, at: .content) ?? .text
  }
}
