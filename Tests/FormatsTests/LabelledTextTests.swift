import Formats
import Model
import Testing

/// An invented article as archives of papers and managers of references give it out.
@Suite("Texts of which each part is labelled")
struct LabelledTextTests {
  private static let text = prose.joined(separator: "\n\n")

  static let exports: [(name: String, text: String)] = [
    (
      "tags before a dash",
      "TY  - NEWS\nTI  - Pier repairs begin\nAU  - Fenwick, Ida\nT2  - Skerry Post\nDA  - 2031/02/03\n"
        + "UR  - https://a.example/pier\nKW  - piers\nAB  - \(text.replacing("\n\n", with: "\n"))\n"
        + "ER  - \n"
    ),
    (
      "tags in lines of their own",
      "SE\nLocal\n\nHD\nPier repairs begin\n\nBY\nBy Ida Fenwick\n\nWC\n90 words\n\nPD\n"
        + "3 February 2031\n\nSN\nSkerry Post\n\nLA\nEnglish\n\nLP\n\(prose[0])\n\nTD\n\(prose[1])\n\n"
        + "\(prose[2])\n\nNS\ngport : Harbours\n\nAN\nDocument SKER0020310203\n"
    ),
    (
      "names around a text below its own",
      "Pier repairs begin\n\nSkerry Post\n\nFebruary 3, 2031 Monday\n\nCopyright 2031 Skerry Post\n\n"
        + "Section: LOCAL; Pg. 2\n\nLength: 90 words\n\nByline: Ida Fenwick\n\nBody\n\n\(text)\n\n"
        + "Load-Date: February 9, 2031\n\nEnd of Document\n"
    ),
    (
      "names around a text behind its own",
      "_______________\n\nPier repairs begin\n\nAuthor: Ida Fenwick\n\n"
        + "Publication info: Skerry Post; Skerry. 3 Feb 2031: 2.\n\nFull text: \(text)\n\n"
        + "Publication title: Skerry Post\n\nPublication date: Feb 3, 2031\n\nDatabase: Papers\n"
    ),
  ]

  @Test("each gives the article and nothing of what was around it", arguments: exports.indices)
  func found(index: Int) throws {
    let export = LabelledTextTests.exports[index]
    let article = try #require(try read(export.text).first?.article, "\(export.name)")
    #expect(article.headline == "Pier repairs begin", "\(export.name)")
    #expect(article.authors.map(\.name) == ["Ida Fenwick"], "\(export.name)")
    #expect(article.datePublished?.iso == "2031-02-03", "\(export.name)")
    #expect(article.publisher?.name == "Skerry Post", "\(export.name)")
    #expect(article.paragraphs.map(\.text) == prose, "\(export.name)")
  }
}
