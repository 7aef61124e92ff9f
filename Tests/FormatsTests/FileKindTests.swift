import Model
import Formats
import Testing

@Suite("Other kinds of files")
struct FileKindTests {
  @Test("tables are read by their header, with marks, quotes, line breaks and literals in cells")
  func tables() throws {
    let csv =
      "\u{FEFF}title,published_at,content,url,tags\r\n"
      + "\"One, \"\"two\"\"\",2025-02-13,\"\(prose[0])\r\n\r\n\(prose[1])\",https://a.example/1,\"['a', \"\"b'c\"\"]\"\r\n"
      + "Three,2025-02-14,\(prose[2].replacing(",", with: ";")),https://a.example/2,\r\n"
    let found = try readAll(Array(csv.utf8))
    #expect(found.reader.format == "csv")
    #expect(found.records.headlines == ["One, \"two\"", "Three"])
    #expect(found.records[0].article?.articleBody == prose[0] + "\n\n" + prose[1])
    #expect(found.records[0].article?.keywords == ["a", "b'c"])
    let tabs = "title\ttext\turl\nA\t\(prose[0])\thttps://a.example/\n"
    #expect(try read(tabs).headlines == ["A"])
  }

  @Test("a file of noise is refused as binary, not read as ideographs")
  func noise() {
    var state: UInt64 = 3
    let bytes = (0..<3000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    #expect(refusal(of: bytes)?.reason == .binary)
  }

  @Test("a text that holds the letters of an archive's mark where the mark would be is a text")
  func letters() throws {
    // The word begins a byte before the place of the mark, so that its letters fall on it.
    var text = Array((prose.joined(separator: "\n\n") + "\n\n").utf8.prefix(255)) + [0x20]
    text += Array("custard sold well at the fair. \(prose[1])\n\n\(prose[2])\n".utf8)
    #expect(text[257..<262].elementsEqual("ustar".utf8))
    #expect(refusal(of: text) == nil)
    let words = "BZh is what the label said. \(prose[0])\n\n\(prose[1])\n"
    #expect(refusal(of: Array(words.utf8)) == nil)
    var archive: [UInt8] = Array(text[..<200])
    archive += [UInt8](repeating: 0, count: 57)
    archive += Array("ustar".utf8) + [UInt8](repeating: 0, count: 500)
    #expect(refusal(of: archive)?.reason == .broken)
  }

  @Test("trafilatura's tables have no header and are known by their columns")
  func trafilatura() throws {
    let row = [
      "https://a.example/1", "null", "f00", "a.example", "T", "null", "2025-02-13", prose[0], "",
      "null", "null",
    ]
    let article = try #require(try read(row.joined(separator: "\t") + "\n").first?.article)
    #expect(article.headline == "T")
    #expect(article.articleBody == prose[0])
  }

  @Test(
    "logs of programs are refused as such",
    arguments: [
      "HTTrack3.49 launched on Sun, 02 Feb 2031 09:29:11 at http://a.example/x.html\n"
        + "(httrack http://a.example/x.html -O out )\n\nInformation, Warnings and Errors reported for "
        + "this mirror:\nnote:\tthe hts-log.txt file may contain sensitive information\n",
      "2031-02-03 10:00:00 [scrapy.utils.log] INFO: Scrapy started (bot: scrapybot)\n"
        + "2031-02-03 10:00:01 [scrapy.core.engine] INFO: Spider opened\n"
        + "2031-02-03 10:00:02 [scrapy.core.scraper] ERROR: Spider error processing\n",
      "2031-02-03 10:00:00 URL:http://a.example/1 [4040/4040] -> \"1.html\" [1]\n"
        + "2031-02-03 10:00:01 URL:http://a.example/2 [404/404] -> \"2.html\" [1]\n",
    ])
  func logs(text: String) {
    #expect(refusal(of: Array(text.utf8))?.reason == .notAPage)
  }

  @Test("the day on which a tool fetched a page is not its date")
  func downloadDate() throws {
    let tei =
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>T</title>"
      + "</titleStmt><publicationStmt><date/></publicationStmt></fileDesc><profileDesc><creation>"
      + "<date type=\"download\">2031-05-06</date></creation></profileDesc></teiHeader><text><body>"
      + prose.map { "<p>\($0)</p>" }.joined() + "</body></text></TEI>"
    let article = try #require(try read(tei).first?.article)
    #expect(article.headline == "T")
    #expect(article.datePublished == nil)
  }

  @Test("Python's way of printing dictionaries is read like JSON")
  func pythonLiterals() throws {
    let csv =
      "newspapers\n\"{'articles': [{'title': 'It\\'s', 'text': '\(prose[0])', 'link': 'https://a.example/', 'n': None}]}\"\n"
    #expect(try read(csv).headlines == ["It's"])
  }

  @Test("a quote that never closes costs its own row")
  func unbalanced() throws {
    let csv =
      "title,text,url\na,\(prose[2].replacing(",", with: ";")),u\n\"b,broken,u\nc,\(prose[2].replacing(",", with: ";")),u\n"
    let found = try readAll(Array(csv.utf8))
    #expect(found.records.headlines.first == "a")
    #expect(found.records.headlines.last == "c")
    #expect(found.reader.notes.contains { $0.hasPrefix("unbalanced quote") })
  }

  @Test("MHTML gives the page and its address; a boundary may end in dashes or be missing")
  func mhtml() throws {
    let part =
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      + "Content-Location: https://a.example/p\r\n\r\n"
      + page("saved").replacing("=", with: "=3D") + "\r\n"
    let head = "From: <Saved by Blink>\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    let whole =
      head + "Content-Type: multipart/related;\r\n\tboundary=\"----b--\"\r\n\r\n------b--\r\n"
      + part + "------b----\r\n"
    let missing = head + "Content-Type: multipart/related;\r\nboundary=\"x\"\r\n\r\n" + part
    for text in [whole, missing] {
      let record = try #require(try read(text).first)
      #expect(record.article?.headline == "saved")
      #expect(record.article?.url == "https://a.example/p")
      #expect(record.provenance.format == "mhtml")
    }
  }

  @Test("mail gives subject, sender and date, and prefers its HTML part")
  func mail() throws {
    let mail =
      "Received: by x\nFrom: =?utf-8?Q?Ad=C3=A9?= <a@a.example>\nSubject: =?utf-8?B?UGllcg==?=\n"
      + "Date: Thu, 13 Feb 2025 11:38:35 +0000\nMIME-Version: 1.0\n"
      + "Content-Type: multipart/alternative; boundary=q\n\n--q\nContent-Type: text/plain\n\nno\n"
      + "--q\nContent-Type: text/html\n\n<html><body>"
      + prose.map { "<p>\($0)</p>" }.joined() + "</body></html>\n--q--\n"
    let article = try #require(try read(mail).first?.article)
    #expect(article.headline == "Pier")
    #expect(article.authors.map(\.name) == ["Adé"])
    #expect(article.datePublished?.iso.hasPrefix("2025-02-13T11:38:35") == true)
    #expect(article.articleBody.contains("northern quay"))
  }

  @Test("the address is taken from a comment where the page does not say it")
  func comments() throws {
    let comments = [
      "<!--\n Page saved with SingleFile \n url: https://a.example/s \n saved date: x\n-->",
      "<!-- saved from url=(0021)https://a.example/s -->",
      "<!-- Mirrored from a.example/s by HTTrack Website Copier/3.x -->",
    ]
    for comment in comments {
      let url = try read(page("T", before: comment)).first?.article?.url
      #expect(url?.hasSuffix("://a.example/s") == true)
    }
    let named = try readAll(
      Array(page("T").utf8), name: "in/https%3A%2F%2Fa.example%2Fs")
    #expect(named.records.first?.article?.url == "https://a.example/s")
  }

  @Test("sidecars fill in what the page does not say, and their names are known both ways")
  func sidecars() throws {
    let json = #"{"url":"https://a.example/p","authors":["Ada Example"],"title":"Other"}"#
    let sidecar = Sidecar(name: Array("p.html.json".utf8), bytes: Array(json.utf8))
    let record = try readAll(Array(page("Own").utf8), name: "p.html", sidecars: [sidecar]).records[
      0]
    #expect(record.article?.headline == "Own")
    #expect(record.article?.url == "https://a.example/p")
    #expect(record.article?.authors.map(\.name) == ["Ada Example"])
    #expect(record.provenance.sidecar == "p.html.json")
    let names = SidecarNaming.sidecarNames(ofPage: Array("a/p.html".utf8))
    for name in names {
      #expect(SidecarNaming.pageNames(ofSidecar: name).contains(Array("a/p.html".utf8)))
    }
    let headers = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html; charset=koi8-r\r\n"
    let facts = SidecarFacts(Sidecar(name: [], bytes: Array(headers.utf8)))
    #expect(facts?.httpStatus == 404)
    #expect(facts?.charset == "koi8-r")
  }

  @Test("what was decided is told when asked for, and only then")
  func decisions() throws {
    var settings = ScrapeSettings()
    let bytes = Pack.gzip(Array(page("T").utf8))
    #expect(try readAll(bytes, settings: settings).records[0].decisions.isEmpty)
    settings.recordsDecisions = true
    let record = try readAll(bytes, settings: settings).records[0]
    #expect(record.decisions.contains("Taken out of gzip."))
    #expect(record.decisions.contains("Decoded from UTF-8, by meta."))
    #expect(!record.blocks.isEmpty)
  }

  @Test("a page in a legacy encoding is decoded by what it declares")
  func charset() throws {
    let text = page("Привет, порт", charset: "windows-1251")
    let bytes = text.unicodeScalars.map { scalar -> UInt8 in
      scalar.value < 0x80
        ? UInt8(scalar.value) : UInt8(truncatingIfNeeded: scalar.value - 0x410 + 0xC0)
    }
    let record = try #require(try readAll(bytes).records.first)
    #expect(record.article?.headline == "Привет, порт")
    #expect(record.provenance.charset == "windows-1251")
    #expect(record.provenance.charsetSource == "meta")
  }
}
