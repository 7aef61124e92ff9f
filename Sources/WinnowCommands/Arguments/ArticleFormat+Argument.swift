import ArgumentParser
import Presentation

extension ArticleFormat: ExpressibleByArgument {}
