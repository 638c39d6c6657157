package import Diagnostics

/// One complete sentence, as spelled.
package struct Statement: Sendable, Equatable {
  /// What kind of sentence it is.
  package let kind: Kind
  /// From its first word to its last.
  package let span: SourceSpan

  /// A sentence at a place.
  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of sentence; shell commands are not sentences of the language.
  package enum Kind: Sendable, Equatable {
    case query(Query)
    /// `let $x = value`; a query in brackets is an expression too.
    case letValue(Name, Expression)
    /// `let $x = invoices where …`
    case letQuery(Name, Query)
    case define(Definition)
  }
}

/// `define late($days = 30) = invoices where days_overdue > $days`.
package struct Definition: Sendable, Equatable {
  /// What it is called.
  package let name: Name
  /// What may be given with its name.
  package let parameters: [Parameter]
  /// The question that it stands for.
  package let query: Query

  /// A named question.
  package init(_ name: Name, _ parameters: [Parameter], _ query: Query) {
    self.name = name
    self.parameters = parameters
    self.query = query
  }

  /// A parameter, its name without the `$`, and the value that it has when omitted.
  package struct Parameter: Sendable, Equatable {
    /// What it is called.
    package let name: Name
    /// Its value where none is given.
    package let standard: Expression?

    /// A parameter with or without a default.
    package init(_ name: Name, standard: Expression?) {
      self.name = name
      self.standard = standard
    }
  }
}

/// A source and the steps that follow it.
package struct Query: Sendable, Equatable {
  /// What is asked about.
  package let source: Source
  /// The day or days, if they are said.
  package let asOf: AsOf?
  /// The day behind `known on`.
  package let knownOn: Expression?
  /// What is done, first to last.
  package let steps: [Step]
  /// From the source's first word to the last step's end.
  package let span: SourceSpan

  /// A question.
  package init(
    _ source: Source, asOf: AsOf?, knownOn: Expression?, steps: [Step], _ span: SourceSpan
  ) {
    self.source = source
    self.asOf = asOf
    self.knownOn = knownOn
    self.steps = steps
    self.span = span
  }
}

/// What a question starts with.
package struct Source: Sendable, Equatable {
  /// What it is.
  package let kind: Kind
  /// Where it stands.
  package let span: SourceSpan

  /// A source at a place.
  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The things that can be asked.
  package indirect enum Kind: Sendable, Equatable {
    /// `invoices`, `invoices.lines`, or the name of a definition.
    case path([Name])
    case reference(Reference, path: [Name])
    case variable(Name, path: [Name])
    case it(path: [Name])
    case call(Call)
    case query(Query)
    /// `find "widgetco 8812"`: the words to look for.
    case find([String])
  }
}

/// `as of 31 March 2026`, `as of each month in 2026`.
package struct AsOf: Sendable, Equatable {
  /// What it is.
  package let kind: Kind
  /// From `as` to the end of the day or period.
  package let span: SourceSpan

  /// An as-of clause at a place.
  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// One day, or the last day of each unit in a period.
  package enum Kind: Sendable, Equatable {
    case day(Expression)
    case each(CalendarUnit, in: Expression)
  }
}

/// One step of a question.
package struct Step: Sendable, Equatable {
  /// What it is.
  package let kind: Kind
  /// From the step's word to its end.
  package let span: SourceSpan

  /// A step at a place.
  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The steps.
  package enum Kind: Sendable, Equatable {
    case filter(Expression)
    case show([Item])
    case calc([Item])
    case sort([SortKey])
    case top(Int, by: Expression)
    case take(Int)
    case skip(Int)
    case unique([Item])
    case combine(SetOperator, Query)
    case export(Export)
    case chart(ChartStyle?, Expression?)
    case summarize([Item], by: [Item], across: Item?)
  }
}

/// `union`, `except` or `intersect`.
package enum SetOperator: String, Sendable {
  case union
  case except
  case intersect
}

/// `export "open.csv" as "Open items" full decimal comma`.
package struct Export: Sendable, Equatable {
  /// The file to write; the end of its name says in which form.
  package let file: String
  /// What stands above the answer; nil where nothing was said.
  package let title: String?
  /// How it is written, each word once.
  package let options: [Option]
  /// From the file's name to the last word.
  package let span: SourceSpan

  /// An answer that goes to a file.
  package init(_ file: String, title: String?, options: [Option], _ span: SourceSpan) {
    self.file = file
    self.title = title
    self.options = options
    self.span = span
  }

  /// The words that may stand behind the file's name.
  package enum Option: String, Sendable, CaseIterable {
    /// Bank accounts and tax numbers stand there in full.
    case full
    /// Texts that begin like a formula get no apostrophe.
    case raw
    /// The file begins as Excel wants it.
    case excel
    /// Numbers as 1234,50; a semicolon then stands between fields.
    case decimalComma = "decimal comma"
  }
}

/// `bars` or `line`.
package enum ChartStyle: String, Sendable {
  case bars
  case line
}

/// One column asked for: `*`, `owed`, `owed / total as "share"`.
package enum Item: Sendable, Equatable {
  case everything(SourceSpan)
  case expression(Expression, alias: Name?)
}

/// One sort key.
package struct SortKey: Sendable, Equatable {
  /// What is compared.
  package let expression: Expression
  /// Whether the largest comes first.
  package let isDescending: Bool

  /// A key and its direction.
  package init(_ expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
