// Rooms: Articles TextEncodings JSONTree HTMLTree ArticleExtraction Scrapes
// Fuzzes every reader of scraped files: whatever the bytes, a file is refused in words or gives
// records with ascending ordinals, each with an article or a refusal; a reader that goes on from a
// position gives as many as were still to come. The first byte chooses how the rest begins, so that
// each reader is reached.
import Articles
import Scrapes

/// Beginnings that lead to one reader each.
let beginnings: [String] = [
  "", "{", "[", "[{\"title\":\"a\",\"text\":\"",
  "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: ",
  "filedesc://x 0.0.0.0 20080430204825 text/plain 5\n\n\n\n\n\nhttp://a/ 1.2.3.4 20080430204825 text/html ",
  "<rss><channel><item>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
  "title,text,url\n", "title\ttext\turl\n", "newspapers\n\"{'articles': [",
  "MIME-Version: 1.0\nContent-Type: ",
  "From: a\nSubject: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
  "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
  "<!DOCTYPE html><html>",
  "<!-- saved from url=(0014)", "\u{1F}\u{8B}\u{8}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "A title\n\n",
]
/// Magic numbers that are no UTF-8.
let magics: [[UInt8]] = [
  [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x28, 0xB5, 0x2F, 0xFD],
  [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82],
  [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF],
]

func settings() -> ScrapeSettings {
  var settings = ScrapeSettings()
  settings.recordByteLimit = 1 << 16
  settings.outputByteLimit = 1 << 22
  settings.recordLimit = 500
  return settings
}

func count(_ reader: inout RecordReader, from first: Int, _ positions: inout [ReaderPosition])
  -> Int
{
  let interpreter = RecordInterpreter(settings: settings())
  var ordinal = first
  do {
    while let raw = try reader.next() {
      ordinal += 1
      precondition(raw.ordinal == ordinal, "ordinals do not ascend by one")
      let record = interpreter.interpret(raw)
      precondition(record.ordinal == ordinal)
      precondition(record.article != nil || record.refusal != nil, "a record without an outcome")
      if let refusal = record.refusal { check(refusal) }
      if positions.count < 4 { positions.append(reader.position) }
    }
  } catch let refusal as Refusal {
    check(refusal)
  } catch {
    preconditionFailure("an error that is no refusal")
  }
  precondition(reader.notes.count < 1000, "notes without bound")
  return ordinal
}

func check(_ refusal: Refusal) {
  precondition(!refusal.reason.isEmpty && !refusal.detail.isEmpty && !refusal.remedy.isEmpty)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ length: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: length))
  guard let first = bytes.first else { return 0 }
  let choice = Int(first) % (beginnings.count + magics.count)
  let beginning =
    choice < beginnings.count ? Array(beginnings[choice].utf8) : magics[choice - beginnings.count]
  let input = ScrapeInput(
    source: MemorySource(beginning + bytes.dropFirst()), name: Array("x.html".utf8))
  _ = SidecarFacts(Sidecar(name: [], bytes: bytes))
  guard var reader = try? RecordReader(input, settings: settings()) else { return 0 }
  var positions: [ReaderPosition] = []
  let total = count(&reader, from: 0, &positions)
  for position in positions {
    guard var again = try? RecordReader(input, settings: settings(), resumingAt: position) else {
      preconditionFailure("a file that was read can not be resumed")
    }
    var none: [ReaderPosition] = []
    let rest = count(&again, from: position.ordinal, &none)
    precondition(rest == total, "resuming gives other records")
  }
  return 0
}
