import Testing

@testable import Formats

@Suite("Footers of mailing lists")
struct ListFooterTests {
  private func left(of text: String) -> String {
    String(decoding: ListFooter.removed(from: Array(text.utf8)), as: UTF8.self)
  }

  @Test(
    "what a list adds below a rule goes, in many languages",
    arguments: [
      "-- \nSie können die Liste jederzeit abbestellen: https://post.example/x\n",
      "--\nPour vous désinscrire, écrivez à canton-leave@post.example\n",
      "____________________\nWire mailing list -- wire@post.example\n",
      "-- \nYou are subscribed to the Google Groups \"wire\" group.\nwire@googlegroups.example\n",
      "-- \r\nChcesz wypisać się z listy? Napisz do nas.\r\n",
      "----------\nЧтобы отписаться, ответьте на это письмо.\n",
      "-- \n配信停止はこちら https://post.example/x\n",
      "-- \n구독 취소: https://post.example/x",
    ])
  func removed(footer: String) {
    let text = "The ferry sailed again on Saturday.\n\nNobody was late.\n\n"
    #expect(left(of: text + footer) == text)
    #expect(ListFooter.isAll(of: Array(footer.utf8)))
  }

  @Test("a signature, a rule within the text and a text without a rule stay")
  func kept() {
    for text in [
      "The ferry sailed again.\n\n-- \nIda Fenwick\nSkerry Post\n",
      "The first part.\n----------\nThe second part, in which somebody is late.\n",
      "Readers unsubscribe in droves, the paper said.\n", "", "--", "-- \n",
      "Readers unsubscribe.\n-- \n"
        + String(repeating: "A long text goes on below it. ", count: 80),
    ] {
      #expect(left(of: text) == text)
    }
  }
}
