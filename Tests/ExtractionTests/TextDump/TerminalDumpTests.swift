import Model
import Testing

@testable import Extraction

/// An invented article as terminal browsers and text extractors write it.
private struct Sample: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  var headline: String
  var paragraphs: [String]
  var author: String?
  var day: String?
  var testDescription: String { name }
}

private let ferry = [
  "The second ferry to the outer isles sails again from Saturday, nine weeks after a storm drove "
    + "her against the quay and bent the shaft of her port engine.",
  "“She will go as she went before,” said the skipper, Ida Fenwick, who has stood on her bridge for "
    + "more than eleven years and does not mean to leave it now.",
  "The council pays for two thirds of the repairs. The rest is covered by the insurers, who sent a "
    + "surveyor to the yard three times before they agreed.",
]

/// Lines filled to `width` columns behind `indent` blanks.
private func folded(_ text: String, width: Int, indent: Int = 0) -> String {
  let margin = String(repeating: " ", count: indent)
  var lines = [margin]
  for word in text.split(separator: " ") {
    if lines[lines.count - 1].count + word.count + 1 > width + 1, lines.last != margin {
      lines.append(margin)
    }
    lines[lines.count - 1] += (lines.last == margin ? "" : " ") + word
  }
  return lines.joined(separator: "\n")
}

private func foldedWide(_ text: String, columns: Int) -> String {
  var lines = [""]
  for character in text {
    if lines[lines.count - 1].count * 2 + 2 > columns { lines.append("") }
    lines[lines.count - 1].append(character)
  }
  return lines.joined(separator: "\n")
}

private let lynx = Sample(
  name: "numbered links and a list of references",
  text: "   #[1]RSS\n\n   [2]Skerry Post\n\n     * [3]Home\n     * [4]Sport\n     * [5]Jobs\n\n"
    + "   [6]Home › [7]Islands\n\n   Second ferry sails again to the outer isles\n\n"
    + "   [8]Rosa Quill · Published: 3 February 2031, 16:40\n\n"
    + "   The ferry at the quay. The ferry at the quay. Photo: Skerry Post\n\n"
    + folded(ferry[0], width: 75, indent: 3) + "\n\n" + folded(ferry[1], width: 75, indent: 3)
    + "\n\n   [9]Repairs of the quay begin in May\n\n" + folded(ferry[2], width: 75, indent: 3)
    + "\n\n   Get our letter in your inbox ____________________ (BUTTON) Subscribe\n\n"
    + "Related stories\n\n     * [10]Old ferry sold\n\nReferences\n\n   1. https://a.example/feed\n"
    + "   2. https://a.example/\n   3. https://a.example/home\n   4. skype:a.b?call\n",
  headline: "Second ferry sails again to the outer isles", paragraphs: ferry, author: "Rosa Quill",
  day: "2031-02-03")

private let firefox = Sample(
  name: "addresses in angle brackets",
  text: "Skerry Post <https://a.example/>\n\n  * Home <https://a.example/1>\n"
    + "  * Sport <https://a.example/2>\n\nSign in <https://a.example/in> Subscribe <https://a.example/\n"
    + "letter>\n\n\n  Second ferry sails again to the outer isles\n\n"
    + "Rosa Quill <https://a.example/author/1> · Published: 3 February 2031\n\n"
    + folded(ferry[0], width: 72) + "\n\n" + folded(ferry[1], width: 72) + "\n\n"
    + folded(ferry[2], width: 72)
    + "\n\n    Most read\n\n  * Old ferry sold <https://a.example/3>\n"
    + "  * Quay closed <https://a.example/4>\n",
  headline: "Second ferry sails again to the outer isles", paragraphs: ferry, author: "Rosa Quill",
  day: "2031-02-03")

private let wideText = [
  "停航九個星期之後，開往外島的第二艘渡輪星期六重新啟航，船身在二月的暴風中撞上碼頭，左舷的主軸當時被撞彎。",
  "「她會像從前一樣出海。」在駕駛台上站了十一年的船長說，新的主軸比舊的輕了三百公斤，省下的油錢夠付一個月的工資。",
  "縣政府負擔三分之二的修理費，其餘由保險公司支付，對方派人到船廠看了三次才點頭，文件前後寫了四十多頁。",
]

private let wide = Sample(
  name: "lines of ideographs cut between characters",
  text: "首頁\n新聞\n體育\n財經\n天氣\n求職\n招生\n論壇\n\n第二艘渡輪重新開往外島\n\n"
    + "林海生 · 發布: 2031年2月3日 08:10\n\n"
    + wideText.map { foldedWide($0, columns: 60) }
    .joined(separator: "\n\n") + "\n\n相關閱讀\n\n  • 舊渡輪售出\n  • 碼頭五月開工\n",
  headline: "第二艘渡輪重新開往外島", paragraphs: wideText, author: nil, day: "2031-02-03")

private let introduced = Sample(
  name: "a line that introduces the text below the headline",
  text: "Nocny pociąg znów staje w małym miasteczku nad rzeką\n"
    + "Gmina dokłada do nowego peronu nad rzeką\n"
    + "Po jedenastu latach przerwy nocny pociąg znów staje w małym miasteczku nad rzeką, a gmina "
    + "dokłada do nowego peronu prawie sto tysięcy.\n"
    + "„Dwie minuty wystarczą, jeśli nikt nie zabiera ze sobą pianina” – powiedział burmistrz po "
    + "spotkaniu w ratuszu.\n",
  headline: "Nocny pociąg znów staje w małym miasteczku nad rzeką",
  paragraphs: [
    "„Dwie minuty wystarczą, jeśli nikt nie zabiera ze sobą pianina” – powiedział burmistrz po "
      + "spotkaniu w ratuszu."
  ], author: nil, day: nil)

private let stars = Sample(
  name: "headings between stars and words of pictures in brackets",
  text: "    * Accueil\n    * Région\n    * Sports\n Accueil › Région\n"
    + "****** Le dernier moulin à papier rouvre ses portes ******\n"
    + "Solène Marchal · Publié le: 12 janvier 2031 à 09h20\n"
    + "[Les feuilles au grenier.]Les feuilles au grenier. Photo : B. Orvaux\n"
    + "Le dernier moulin à papier de la vallée a rouvert lundi, neuf ans après la mort de son "
    + "propriétaire, et huit apprentis y passeront deux ans.\n"
    + "La commune a racheté les bâtiments, la région finance les outils et la moitié des salaires "
    + "des apprentis.\n[Unknown INPUT type]S’abonner\n***** Sur le même sujet *****\n"
    + "    * Un moulin classé\n",
  headline: "Le dernier moulin à papier rouvre ses portes",
  paragraphs: [
    "La commune a racheté les bâtiments, la région finance les outils et la moitié des salaires des "
      + "apprentis."
  ], author: "Solène Marchal", day: "2031-01-12")

@Suite("Dumps of terminal browsers and extractors")
struct TerminalDumpTests {
  @Test(
    "headline, whole paragraphs, author and day are read, and nothing around them",
    arguments: [lynx, firefox, wide, introduced, stars])
  fileprivate func samples(sample: Sample) {
    let article = PageExtractor().extract(textDump: Array(sample.text.utf8)).article
    #expect(article.headline == sample.headline)
    let texts = article.paragraphs.map(\.text)
    for paragraph in sample.paragraphs { #expect(texts.contains(paragraph)) }
    if let author = sample.author { #expect(article.authors.map(\.name) == [author]) }
    if let day = sample.day { #expect(article.datePublished?.iso.hasPrefix(day) == true) }
    let marks = [
      "[9]", "References", "<http", "(BUTTON)", "***", "[Unknown", "Photo", "feuilles au grenier",
      "Related", "Most read", "相關閱讀", sample.headline,
    ]
    for mark in marks { #expect(!texts.contains { $0.hasPrefix(mark) || $0 == mark }) }
  }

  @Test("numbers in brackets stay where they are no numbers of links")
  func citations() {
    let text = "The ferry and its history\n\n" + ferry[0] + " [3]\n\n" + ferry[1] + "\n"
    let article = PageExtractor().extract(textDump: Array(text.utf8)).article
    #expect(article.articleBody.contains("engine. [3]"))
  }

  @Test("a word cut at its hyphen is whole again, and the first half of a pair is left alone")
  func hyphens() {
    var line = Array("a whole-".utf8)
    DumpFolding.append(Array("day trip".utf8), to: &line)
    #expect(line == Array("a whole-day trip".utf8))
    line = Array("Vor-".utf8)
    DumpFolding.append(Array("und Nachteile".utf8), to: &line)
    #expect(line == Array("Vor- und Nachteile".utf8))
  }
}
