import Model
import Testing

@testable import Extraction

@Suite("What stands beside names in bylines")
struct BylineBesideTests {
  @Test(
    "labels within a line, dates, sections and departments leave the names",
    arguments: [
      ("2031-02-03 19:34 来源：原野新闻 作者：王晓亮 编辑：刘景", ["王晓亮"]),
      ("本文栏目：消费 作者：王宝花", ["王宝花"]), ("2031-02-03 記者：王小明", ["王小明"]),
      ("Written by Ada Quill in Harbour on 1 June 2031 at 08:34 PM. 51 Comments", ["Ada Quill"]),
      ("By Ada E. Quill December 28, 2031", ["Ada E. Quill"]),
      ("Von Ada Quill am 3. Juni 2031", ["Ada Quill"]),
      ("Par Ada Quill dans Port le 3 juin 2031", ["Ada Quill"]),
      ("Di Ada Quill il 3 giugno 2031", ["Ada Quill"]),
      ("Por Ada Quill em 3 de junho de 2031", ["Ada Quill"]),
      ("ByAda Quill", ["Ada Quill"]), ("By Ada Quill ●", ["Ada Quill"]),
      ("By Ada Quill on June 3, 2031", ["Ada Quill"]),
      ("By Ada Quill on Friday June 3, 2031", ["Ada Quill"]),
      ("By Ahmed el Sayed June 3, 2031", ["Ahmed el Sayed"]),
      ("By Ada Quill, Head of Marketing and Harbour Events", ["Ada Quill"]),
      ("Von Ada Quill, Leiterin der Hafenplanung und Technik", ["Ada Quill"]),
      ("Par Ada Quill, directrice de la Communication", ["Ada Quill"]),
      ("By Ada Quill, Vice President, Harbours", ["Ada Quill", "Harbours"]),
      ("By May March and June Head", ["May March", "June Head"]),
    ])
  func names(text: String, names: [String]) {
    #expect(Bylines.names(in: text, requiresBy: true) == names)
  }

  @Test(
    "headings of letters, teams, buttons and columns are no names",
    arguments: [
      "By Letters To The Editor", "By the Larkfield Team", "+Text Size", "in Uncategorized",
      "#author", "em Lisboa", "aus Berlin", "Do UOL", "Da LUSA", "【作者：《港口》综合报道 】",
    ])
  func none(text: String) { #expect(Bylines.names(in: text, requiresBy: false) == []) }

  private func authors(head: String = "", above: String) -> [String] {
    let text = (0..<6).map { number in
      "<p>The ferry between Varde and Holm sailed again on Monday, the operator said in its report number \(number), and the council was glad of it after weeks of storm and ice.</p>"
    }.joined()
    let page = """
      <!DOCTYPE html><html lang="en"><head><title>Ferry sails again</title>\(head)</head><body><article>
      <h1>Ferry sails again</h1>\(above)\(text)</article></body></html>
      """
    return PageExtractor().extract(page: Array(page.utf8)).article.authors.map(\.name)
  }

  @Test(
    "companies and log-ins in the page's head are no authors",
    arguments: [
      "admin", "Staff", "Larkfield Media GmbH", "Polna Media Sp. z o.o.", "Campo Media s.r.l.",
      "ООО Причал Медиа", "原野传媒有限公司", "newsbot", "Redaktionssystem", "Администратор", "管理员",
      "관리자", "Vor Stunden", "Alle Beiträge anzeigen", "Ver Todas Las Entradas", "Leggi Anche", "Il",
    ])
  func companies(name: String) {
    #expect(authors(head: "<meta name='author' content='\(name)'>", above: "") == [])
  }

  @Test("a name behind a bar or a label within a line is the author's")
  func labels() {
    #expect(authors(above: "<p>Cycling | Por: Ada Pena | 19 abril 2031 9:12</p>") == ["Ada Pena"])
    #expect(authors(above: "<p>2031-02-03 19:34 来源：原野新闻 作者：王晓亮</p>") == ["王晓亮"])
  }

  @Test("a sentence for writers in a program's form names nobody")
  func form() {
    #expect(
      authors(
        above: "<div class='css-writer'>Write CSS OR LESS and hit save. Press a key for more.</div>"
      )
        == [])
  }
}
