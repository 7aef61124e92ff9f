package import Storage

/// The name of a segment of the archive: its number, and how often it was written anew.
///
/// Segments of revision 0 have grown by appending, and may end in a torn tail. All others were written
/// whole before they got their names. Of several revisions of one number the highest counts: it holds
/// what the others held, without what was taken out.
package struct SegmentID: Hashable, Comparable, Sendable {
  package let number: UInt64
  package let revision: UInt64

  init(number: UInt64, revision: UInt64 = 0) {
    self.number = number
    self.revision = revision
  }

  /// Both numbers in one, for files.
  var code: UInt64 { number << Self.revisionBitCount | revision }

  init(code: UInt64) {
    self.init(
      number: code >> Self.revisionBitCount, revision: code & (1 << Self.revisionBitCount - 1))
  }

  private static let revisionBitCount: UInt64 = 16
  static let revisionLimit: UInt64 = 1 << revisionBitCount - 1
  private static let suffix = ".warc.zst"
  /// Segments in one folder.
  private static let folderSegmentCount: UInt64 = 1_000
  private static let folderDigitCount = 7
  private static let digitCount = 10

  /// By number, and revisions of one number by revision.
  package static func < (left: SegmentID, right: SegmentID) -> Bool { left.code < right.code }

  /// The name of the folder that it lies in.
  package var folderName: String {
    Self.padded(number / Self.folderSegmentCount, Self.folderDigitCount)
  }

  /// The name of its file.
  package var fileName: String {
    Self.padded(number, Self.digitCount) + (revision == 0 ? "" : "-\(revision)") + Self.suffix
  }

  /// Where it lies below the archive's folder.
  package func path(in archive: FilePath) -> FilePath {
    archive.appending(folderName).appending(fileName)
  }

  /// Reads a file's name; nil for any other.
  package init?(fileName: [UInt8]) {
    let text = String(decoding: fileName, as: UTF8.self)
    guard text.hasSuffix(Self.suffix) else { return nil }
    let parts = text.dropLast(Self.suffix.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = UInt64(parts[0]), number < 1 << 47 else { return nil }
    var revision: UInt64 = 0
    if parts.count == 2 {
      guard let stated = UInt64(parts[1]), stated <= Self.revisionLimit else { return nil }
      revision = stated
    }
    self.init(number: number, revision: revision)
    if self.fileName != text { return nil }
  }

  /// Whether a folder of the archive holds segments.
  static func isFolderName(_ name: [UInt8]) -> Bool {
    name.count == folderDigitCount
      && name.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func padded(_ value: UInt64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
