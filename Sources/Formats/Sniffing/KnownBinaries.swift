import Bytes
import Model

/// Formats that winnow knows and does not read, by their first bytes.
enum KnownBinaries {
  private struct Magic {
    var offset = 0
    var bytes: [UInt8]
    var name: String
    /// The command that makes files of it which can be read, where there is one.
    var unpacking: String?

    init(_ text: String, at offset: Int = 0, _ name: String) {
      self.offset = offset
      bytes = Array(text.utf8)
      self.name = name
    }

    init(_ bytes: [UInt8], _ name: String, unpacking: String? = nil) {
      self.bytes = bytes
      self.name = name
      self.unpacking = unpacking
    }
  }

  /// The refusal of a file that begins with `head`; nil for anything that may be read.
  static func refusal(of head: [UInt8]) -> Refusal? {
    for magic in magics where head.count >= magic.offset + magic.bytes.count {
      if head[magic.offset..<magic.offset + magic.bytes.count].elementsEqual(magic.bytes),
        textFormats.contains(magic.name) || holdsControls(head)
      {
        var refusal = Refusals.unsupported(magic.name)
        if let command = magic.unpacking {
          refusal.remedy = "Unpack it with \(command) and drop the files that were in it."
        }
        return refusal
      }
    }
    return isMarshalled(head) ? Refusals.unsupported(marshalName) : nil
  }

  private static let marshalName = "Python's marshal"

  /// True for a dictionary as Python's marshal writes it: its mark, that of a short string, and
  /// the length of the first key.
  private static func isMarshalled(_ head: [UInt8]) -> Bool {
    guard head.count > 3, head[0] | 0x80 == 0xFB, [0xDA, 0xFA].contains(head[1] | 0x80) else {
      return false
    }
    return head[2] < 0x20 && ![9, 10, 13].contains(head[2])
  }

  /// Formats that are text themselves: their first words say enough.
  private static let textFormats: Set<String> = [
    "a PDF", "an index of a web archive (CDX)", "an RTF document", "a PostScript document",
    "Python's pickle",
  ]

  /// Whether a byte stands in the head that no text has. The marks of many formats are letters, and
  /// a text may begin with them, or have the word "custard" where an archive has its `ustar`.
  private static func holdsControls(_ head: [UInt8]) -> Bool {
    head.prefix(1024).contains { $0 < 0x09 || (0x0E...0x1A).contains($0) }
  }

  /// True when a PDF's first line stands in the first KiB: some writers put bytes before it. To be
  /// asked of what is no other format: articles, too, speak of PDFs.
  static func isLatePDF(_ head: ArraySlice<UInt8>) -> Bool {
    let head = head.prefix(1024)
    return head.indices.contains { index in
      head[index] == UInt8(ascii: "%") && (index == head.startIndex || head[index - 1] < 0x20)
        && head[index...].starts(with: "%PDF-".utf8) && index + 8 < head.endIndex
        && ASCII.isDigit(head[index + 5]) && ASCII.isDigit(head[index + 7])
        && head[index + 8] < 0x20
    }
  }

  /// Every name, for the table of formats.
  static var names: [String] {
    var seen: Set<String> = []
    return (magics.map(\.name) + ["a PDF", marshalName]).filter { seen.insert($0).inserted }
  }

  private static let magics: [Magic] = [
    Magic("%PDF-", "a PDF"),
    Magic(" CDX ", "an index of a web archive (CDX)"),
    Magic("{\\rtf", "an RTF document"),
    Magic("%!PS", "a PostScript document"),
    Magic([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Microsoft Office document"),
    Magic("bplist00", "a binary property list (Safari's webarchive)"),
    Magic([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG picture"),
    Magic([0xFF, 0xD8, 0xFF], "a JPEG picture"),
    Magic("GIF8", "a GIF picture"),
    Magic("WEBP", at: 8, "a WebP picture"),
    Magic("ftyp", at: 4, "an MP4 or HEIF file"),
    Magic("ID3", "an MP3 recording"),
    Magic("OggS", "an Ogg recording"),
    Magic([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM film"),
    Magic("wOFF", "a font"),
    Magic("wOF2", "a font"),
    Magic("SQLite format 3", "an SQLite database"),
    Magic("PAR1", "a Parquet table"),
    Magic("ARROW1", "an Arrow table"),
    Magic("Obj\u{1}", "an Avro file"),
    Magic([0x80, 0x02], "Python's pickle"),
    Magic([0x80, 0x03], "Python's pickle"),
    Magic([0x80, 0x04], "Python's pickle"),
    Magic([0x80, 0x05], "Python's pickle"),
    Magic("(lp0\n", "Python's pickle"),
    Magic("(dp0\n", "Python's pickle"),
    Magic([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive", unpacking: "7z x FILE"),
    Magic(Array("Rar!\u{1A}\u{7}".utf8), "a RAR archive", unpacking: "unrar x FILE"),
    Magic([0x7F, 0x45, 0x4C, 0x46], "a program (ELF)"),
    Magic([0x4D, 0x5A, 0x90, 0], "a program (Windows)"),
    Magic([0xCA, 0xFE, 0xBA, 0xBE], "a program (Java or macOS)"),
  ]
}
