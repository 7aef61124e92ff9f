extension TokenWeights {
  static let learnt: [(token: UInt32, weight: Int16)] = {
    let good =
      "article articlebody content story body entry post text main paragraph prose articlecontent entrycontent"
    let bad =
      "share social related comment comments sidebar nav menu footer newsletter subscribe promo recommended popular trending advert ads ad sponsored widget breadcrumb author byline bio tags tag caption credit cookie consent modal popup signup more teaser card rail login"
    return good.split(separator: " ").map { (TokenWeights.hash($0.utf8), 16) }
      + bad.split(separator: " ").map { (TokenWeights.hash($0.utf8), -32) }
  }()
}
