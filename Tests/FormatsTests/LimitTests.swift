import Model
import Formats
import Synchronization
import Testing

/// A source of any size that repeats one piece, and counts what is read of it.
private final class Repeating: ByteSource {
  let byteCount: Int64
  private let piece: [UInt8]
  private let first: [UInt8]
  let readCount = Mutex<Int64>(0)
  let largest = Mutex<Int>(0)

  init(_ piece: [UInt8], first: [UInt8] = [], byteCount: Int64) {
    self.piece = piece
    self.first = first
    self.byteCount = byteCount
  }

  func read(at offset: Int64, count: Int) -> [UInt8] {
    readCount.withLock { $0 += Int64(count) }
    largest.withLock { $0 = max($0, count) }
    let end = min(byteCount, offset + Int64(count))
    guard offset < end else { return [] }
    if piece.count == 1, first.isEmpty {
      return [UInt8](repeating: piece[0], count: Int(end - offset))
    }
    return (offset..<end).map { place in
      place < first.count ? first[Int(place)] : piece[Int(place - Int64(first.count)) % piece.count]
    }
  }
}

@Suite("Limits and refusals")
struct LimitTests {
  @Test("nothing, blanks, zeros and known binaries are refused by name")
  func refusals() throws {
    #expect(refusal(of: [])?.reason == .empty)
    #expect(refusal(of: Array(" \n\t ".utf8))?.reason == .empty)
    #expect(refusal(of: [UInt8](repeating: 0, count: 5000))?.reason == .binary)
    let pdf = refusal(of: Array("%PDF-1.7\n%âãÏÓ\n".utf8))
    #expect(pdf?.reason == .unsupportedFormat)
    #expect(refusal(of: Array("mail\n%PDF-1.4\n%âãÏÓ\n".utf8))?.reason == .unsupportedFormat)
    let speaking = "{\"title\":\"%PDF-1.7 at the start\",\"text\":\"\(prose[0])\"}"
    #expect(try read(speaking).headlines == ["%PDF-1.7 at the start"])
    #expect(try read("About %PDF-1.7\n\n\(prose.joined(separator: "\n\n"))").count == 1)
    #expect(pdf?.detail.contains("PDF") == true)
    #expect(pdf?.remedy.isEmpty == false)
    #expect(
      refusal(of: Array("<?xml version='1.0'?><urlset></urlset>".utf8))?.reason
        == .unsupportedFormat)
    let word = Pack.zip([("word/document.xml", Array("<w/>".utf8))])
    #expect(refusal(of: word)?.detail.contains("Word") == true)
  }

  @Test("a record with more text than an article may have is refused, its neighbour is read")
  func longText() throws {
    var settings = ScrapeSettings()
    settings.textByteLimit = 1_000
    let long = prose.joined(separator: " ") + prose.joined(separator: " ")
    let lines = [long, long, prose[0]].enumerated().map {
      let key = $0.offset == 0 ? "content" : "articleBody"
      return "{\"title\":\"t\($0.offset)\",\"\(key)\":\"\($0.element) \($0.element)\"}\n"
    }
    let records = try readAll(Array(lines.joined().utf8), settings: settings).records
    #expect(records.reasons == ["limit", "limit", nil])
    #expect(records.last?.article?.headline == "t2")
  }

  @Test("an article longer than allowed is refused and not cut: one paragraph, many, page, text")
  func longArticle() throws {
    var settings = ScrapeSettings()
    settings.textByteLimit = 400
    let (one, many) = (prose.joined(separator: " "), prose.joined(separator: "\n\n"))
    try #require(one.utf8.count > 420)
    let paragraphs = prose.map { "<p>\($0)</p>" }.joined()
    for text in [
      one, many, "<html><title>T</title><body><article><p>\(one)</p></article>",
      "<html><title>T</title><body><article>\(paragraphs)</article>",
    ] {
      #expect(
        try readAll(Array(text.utf8), settings: settings).records.reasons == ["limit"], "\(text)")
    }
    // What stands behind the article is none of it.
    settings.textByteLimit = one.utf8.count + 200
    let footer = String(repeating: "<li><a href=/x>Another page</a></li>", count: 200)
    let page = "<html><title>T</title><body><article>\(paragraphs)</article><ul>\(footer)</ul>"
    let found = try readAll(Array(page.utf8), settings: settings).records
    #expect(found.first?.article?.paragraphs.map(\.text) == prose)
  }

  @Test("a gibibyte of zeros is refused after its first mebibytes")
  func zeros() {
    let source = Repeating([0], byteCount: 1 << 30)
    #expect(throws: Refusal.self) { try RecordReader(ScrapeInput(source: source)) }
    #expect(source.readCount.withLock { $0 } <= 2 << 20)
  }

  @Test("bombs are refused as a limit, whatever compresses them")
  func bombs() throws {
    let zeros = Pack.zstdBomb(UInt8(ascii: "a"), blockCount: 4000)
    #expect(refusal(of: zeros)?.reason == .limit)
    let nested = Pack.gzip(Pack.gzip(Pack.gzip(Array(page("T").utf8))))
    #expect(refusal(of: nested)?.reason == .limit)
    let zip = Pack.zip([("a.html.zst", zeros)])
    #expect(try readAll(zip).records.reasons == ["limit"])
  }

  @Test("a page beyond the record limit is refused, and a large element costs no neighbour")
  func large() throws {
    var settings = ScrapeSettings()
    settings.recordByteLimit = 4000
    let long = String(repeating: "word ", count: 2000)
    #expect(refusal(of: Array("<p>\(long)".utf8), settings: settings)?.reason == .limit)
    let array =
      #"[{"title":"a","text":"x"},{"title":"b","text":"\#(long)"},{"title":"c","text":"x"}]"#
    let found = try readAll(Array(array.utf8), settings: settings).records
    #expect(found.last?.article?.headline == "c")
  }

  @Test("an array of many objects streams: pieces are read one after the other")
  func streaming() throws {
    let item = Array(#"{"title":"a","text":"some words of a text that is not long"},"#.utf8)
    let source = Repeating(item, first: [UInt8(ascii: "[")], byteCount: Int64(item.count) * 100_000)
    var reader = try RecordReader(ScrapeInput(source: source))
    for number in 1...1000 { #expect(try reader.next()?.ordinal == number) }
    #expect(source.readCount.withLock { $0 } < 4 << 20)
    #expect(source.largest.withLock { $0 } <= 1 << 18)
  }

  @Test("more records than allowed end in a refusal after the allowed ones")
  func recordLimit() throws {
    var settings = ScrapeSettings()
    settings.recordLimit = 2
    let lines = Array(String(repeating: #"{"title":"a","text":"x"}"# + "\n", count: 3).utf8)
    var reader = try RecordReader(ScrapeInput(source: MemorySource(lines)), settings: settings)
    _ = try reader.next()
    _ = try reader.next()
    #expect(throws: Refusal.self) { try reader.next() }
  }

  @Test("the limit of depth holds for a page's elements as it does for JSON's values")
  func depth() throws {
    let deep = String(repeating: "<div>", count: 40)
    let text = "<html><body>\(deep)<blockquote>\(prose[0])</blockquote>\(prose[1])</body></html>"
    func paragraphs(_ limit: Int) throws -> [String] {
      var settings = ScrapeSettings()
      settings.depthLimit = limit
      let record = try #require(try readAll(Array(text.utf8), settings: settings).records.first)
      return record.article?.paragraphs.map(\.text) ?? []
    }
    #expect(try paragraphs(512) == [prose[0], prose[1]])
    // The quotation lies beyond the limit: its text stands beside what follows, in one block.
    #expect(try paragraphs(16) == [prose[0] + prose[1]])
    let json = String(repeating: "[", count: 20) + #"{"title":"a","text":"b"}"#
    var settings = ScrapeSettings()
    settings.depthLimit = 16
    #expect(try readAll(Array(json.utf8), settings: settings).records.headlines == [nil])
  }

  @Test("the question whether to stop is asked, and its answer ends the work")
  func stopping() {
    let stop = Refusal(outcome: .quarantined, reason: .poison, detail: "d", remedy: "r")
    var settings = ScrapeSettings()
    settings.shouldStop = { stop }
    #expect(refusal(of: Array(page("T").utf8), settings: settings) == stop)
  }
}

@Suite("Layers and archives")
struct LayerTests {
  @Test("gzip, zstd, LZ4 and zip are taken off by content, two deep at most")
  func layers() throws {
    let bytes = Array(page("T").utf8)
    #expect(try readAll(Pack.gzip(bytes)).records.headlines == ["T"])
    #expect(try readAll(Pack.gzip(bytes) + Pack.gzip([])).records.headlines == ["T"])
    #expect(try readAll(Pack.lz4(bytes)).records.headlines == ["T"])
    let twice = try readAll(Pack.gzip(Pack.lz4(bytes)))
    #expect(twice.records.first?.provenance.container == "gzip+lz4")
  }

  @Test("layers that are whole leave no remark, cut ones do, and damage costs its block only")
  func damagedLayers() throws {
    let lines = (1...400).map { #"{"title":"t\#($0)","text":"\#(prose[$0 % 3])"}"# + "\n" }
    let bytes = Array(lines.joined().utf8)
    let blocks = bytes.count / 3
    let pieces = [bytes[..<blocks], bytes[blocks..<(2 * blocks)], bytes[(2 * blocks)...]]
    // One frame of three blocks without compression.
    var frame: [UInt8] = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]
    for piece in pieces { frame += Pack.little(piece.count | 1 << 31, 4) + piece }
    let whole = try readAll(frame + [0, 0, 0, 0])
    #expect(whole.records.count == 400 && whole.reader.notes.isEmpty)
    let cut = try readAll(Array(frame.dropLast(100)))
    #expect(cut.records.headlines.first == "t1")
    #expect(cut.reader.notes.contains("lz4-cut-short"))
    // The third block announces more than a block may have.
    var broken = frame
    broken[frame.count - pieces[2].count - 1] = 0x7F
    let found = try readAll(broken)
    #expect(found.reader.notes.contains("lz4-damaged"))
    #expect(found.records.count > 250 && found.records.headlines[250] == "t251")
    let zstd =
      [0x28, 0xB5, 0x2F, 0xFD, 0, 0x58] + Pack.little(pieces[0].count << 3 | 1, 3)
      + pieces[0]
    #expect(try readAll(zstd).reader.notes.allSatisfy { !$0.hasPrefix("zstd") })
    #expect(try readAll(zstd + zstd).reader.notes.allSatisfy { !$0.hasPrefix("zstd") })
    #expect(try readAll(Array(zstd.dropLast(9))).reader.notes.contains("zstd-cut-short"))
  }

  @Test("each file in a zip is read by its content, and its name is never more than a label")
  func zip() throws {
    let entries = [
      (name: "../../etc/a.html", bytes: Array(page("a").utf8)),
      (name: "img.png", bytes: [0x89, 0x50, 0x4E, 0x47]),
      (name: "b.jsonl.gz", bytes: Pack.gzip(Array(#"{"title":"b","text":"x"}"#.utf8))),
      (name: "c.bin", bytes: [UInt8](repeating: 1, count: 900)),
    ]
    for isCut in [false, true] {
      let found = try readAll(Pack.zip(entries, isCut: isCut))
      #expect(found.records.headlines == ["a", "b", nil])
      #expect(found.records.reasons == [nil, nil, "binary"])
      #expect(found.records[0].provenance.locator?.hasPrefix("../../etc/a.html") == true)
      #expect(found.reader.notes.contains("zip-table-missing") == isCut)
    }
  }

  @Test("sizes and offsets in a zip's table may be any number without ending the process")
  func extremesInZip() throws {
    let sound = Pack.zip([("a.html", Array(page("a").utf8))])
    let end = sound.count - 22
    let extremes: [[UInt8]] = [
      [UInt8](repeating: 0xFF, count: 8), [UInt8](repeating: 0xFF, count: 7) + [0x7F],
      [0, 0, 0, 0, 0, 0, 0, 0x80], [UInt8](repeating: 0, count: 8),
      [46, 0, 0, 0, 0, 0, 0, 0],
    ]
    for count in extremes {
      for offset in extremes {
        // The record for 64-bit archives, and the pointer to it, before the ordinary end.
        let wide =
          [0x50, 0x4B, 6, 6] + Pack.little(44, 8) + [UInt8](repeating: 0, count: 28) + count
          + offset
        let pointer =
          [0x50, 0x4B, 6, 7] + Pack.little(0, 4) + Pack.little(end, 8)
          + Pack.little(1, 4)
        let bytes = Array(sound[..<end]) + wide + pointer + sound[end...]
        guard let records = try? readAll(bytes).records else { continue }
        // A table of no bytes at the start is a whole archive without entries; without a table that
        // makes sense the entries are found by their own heads.
        let isEmptyTable = count == extremes[3] && extremes[3...].contains(offset)
        #expect(records.headlines == (isEmptyTable ? [nil] : ["a"]))
      }
    }
    // An entry whose sizes and offset stand in 64 bits in its extra field.
    let body = Array(page("a").utf8)
    let local =
      [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 14) + Pack.little(body.count, 4)
      + Pack.little(body.count, 4) + Pack.little(6, 2) + Pack.little(0, 2) + Array("a.html".utf8)
      + body
    for size in extremes {
      for offset in extremes {
        let extra = Pack.little(1, 2) + Pack.little(24, 2) + size + size + offset
        let table =
          [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 16) + Pack.little(0xFFFF_FFFF, 4)
          + Pack.little(0xFFFF_FFFF, 4) + Pack.little(6, 2) + Pack.little(extra.count, 2)
          + [UInt8](repeating: 0, count: 10) + Pack.little(0xFFFF_FFFF, 4) + Array("a.html".utf8)
          + extra
        let end =
          [0x50, 0x4B, 5, 6] + Pack.little(0, 4) + Pack.little(1, 2) + Pack.little(1, 2)
          + Pack.little(table.count, 4) + Pack.little(local.count, 4) + Pack.little(0, 2)
        let records = try readAll(local + table + end).records
        #expect(records.count == 1)
        // Found where it is, and as long as there are bytes; elsewhere there is no entry.
        if offset == extremes[3], size[7] >= 0x7F { #expect(records.headlines == ["a"]) }
        if offset != extremes[3] { #expect(records.reasons == ["broken"]) }
      }
    }
    let small = Pack.zip([("a.txt", Array("A harbour".utf8))])
    for index in small.indices {
      for value in [0, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = small
        for number in index..<min(index + 8, bytes.count) { bytes[number] = value }
        _ = try? readAll(bytes)
      }
    }
  }

  @Test("an entry of a zip that goes beyond a limit costs no other entry")
  func entryBeyondLimit() throws {
    let a = Array(page("a").utf8)
    let nested = Pack.gzip(Pack.gzip(Pack.gzip(Pack.gzip(a))))
    let bomb = Pack.zstdBomb(0x20, blockCount: 1000)
    for bad in [nested, bomb] {
      let found = try readAll(
        Pack.zip([("a.html", a), ("bad", bad), ("c.html", Array(page("c").utf8))]),
        settings: {
          var settings = ScrapeSettings()
          settings.ratioFreeByteCount = 1 << 20
          settings.ratioLimit = 20_000
          settings.recordByteLimit = 1 << 22
          return settings
        }())
      #expect(found.records.headlines == ["a", nil, "c"])
      #expect(found.records.reasons == [nil, "limit", nil])
    }
  }

  @Test("of a WACZ the web archives are read")
  func wacz() throws {
    let warc = Pack.warc("response", "https://a.example/", Pack.response(page("T")))
    let wacz = Pack.zip([
      ("datapackage.json", Array("{}".utf8)), ("pages/pages.jsonl", Array("{}".utf8)),
      ("archive/data.warc.gz", Pack.gzip(Array(warc.utf8))),
    ])
    let found = try readAll(wacz)
    #expect(found.records.headlines == ["T"])
    #expect(found.records[0].provenance.container == "wacz+gzip+warc")
  }
}
