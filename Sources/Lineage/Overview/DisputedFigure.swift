/// One quantity for which articles give different numbers.
package struct DisputedFigure: Sendable, Equatable {
  /// A number, and who gives it.
  package struct Value: Sendable, Equatable {
    /// The number as it is written.
    package var number: String
    /// The articles that give it, by their positions, in order.
    package var articles: [Int]

    package init(number: String, articles: [Int]) {
      self.number = number
      self.articles = articles
    }
  }

  /// What is counted: the sentence of the first article with `…` for the number.
  package var sentence: String
  /// The words behind the number.
  package var quantity: String
  /// Two and more, in the order in which they were given.
  package var values: [Value]

  package init(sentence: String, quantity: String, values: [Value]) {
    self.sentence = sentence
    self.quantity = quantity
    self.values = values
  }
}
