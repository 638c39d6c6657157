package import Diagnostics

/// A sentence that changes records: a verb, what it is about, and clauses in any order.
package struct Write: Sendable, Equatable {
  /// What is to be done.
  package let kind: Kind
  /// What else is said.
  package let clauses: Clauses
  /// From the verb to the last word.
  package let span: SourceSpan

  /// A sentence at a place.
  package init(_ kind: Kind, _ clauses: Clauses, _ span: SourceSpan) {
    self.kind = kind
    self.clauses = clauses
    self.span = span
  }

  /// The verbs with what each needs.
  package indirect enum Kind: Sendable, Equatable {
    case pay(Reference, Expression)
    case post(Expression, from: Party, Remittance?)
    case apply(Reference, to: Application)
    case unapply(Reference, from: Reference, Expression?)
    case writeOff(Reference, Expression?)
    case mark(Mark, Target)
    case note(Target, String)
    case promise(Reference, Expression)
    case dispute(Reference, Expression?)
    case resolve(Reference)
    case change(Name, Party, [Setting])
    case add(Addition)
    case void(Reference)
    case `return`(Reference)
    case refund(Reference, Expression?)
    /// `change book set …`.
    case changeBook([Setting])
    case undo(Reference?)
  }

  /// The verbs that set a yes or no.
  package enum Mark: String, Sendable, CaseIterable {
    case flag
    case unflag
    case hold
    case release
    case approve
    case send
  }

  /// One record by its number, or all that a question answers with.
  package enum Target: Sendable, Equatable {
    case reference(Reference)
    case query(Query)
  }

  /// A customer or vendor by name or number.
  package enum Party: Sendable, Equatable {
    case name(String, SourceSpan)
    case reference(Reference)

    /// Where it stands.
    package var span: SourceSpan {
      switch self {
      case .name(_, let span): span
      case .reference(let reference): reference.span
      }
    }
  }

  /// What a payment settles.
  package enum Remittance: Sendable, Equatable {
    /// What fell due first, as far as the money goes.
    case oldest
    case documents([Part])
  }

  /// A document, and how much of it; nil for as much as possible.
  package struct Part: Sendable, Equatable {
    /// The document.
    package let document: Reference
    /// How much of it.
    package let amount: Expression?

    /// A part of a payment.
    package init(_ document: Reference, _ amount: Expression?) {
      self.document = document
      self.amount = amount
    }
  }

  /// What a payment or credit is applied to.
  package enum Application: Sendable, Equatable {
    case oldest
    case document(Part)
  }

  /// `set NAME = value`.
  package struct Setting: Sendable, Equatable {
    /// The field.
    package let field: Name
    /// Its new value.
    package let value: Expression

    /// A field and its value.
    package init(_ field: Name, _ value: Expression) {
      self.field = field
      self.value = value
    }
  }

  /// `add invoice #INV-9 for "Acme" …`.
  package struct Addition: Sendable, Equatable {
    /// What is added, in the word that was said.
    package let collection: Name
    /// Its number, or the name of a party; nil for the next number.
    package let label: Label?
    /// Whose it is; for a credit note also the document that it corrects.
    package let owner: Party?
    /// How much a credit note comes to, if it has no lines.
    package let amount: Expression?
    /// Fields of its own.
    package let settings: [Setting]
    /// Its lines, in order.
    package let lines: [Line]

    /// A record to add.
    package init(
      _ collection: Name, _ label: Label?, owner: Party?, amount: Expression?,
      settings: [Setting], lines: [Line]
    ) {
      self.collection = collection
      self.label = label
      self.owner = owner
      self.amount = amount
      self.settings = settings
      self.lines = lines
    }
  }

  /// What a new record is called.
  package enum Label: Sendable, Equatable {
    case number(Reference)
    case name(String, SourceSpan)
  }

  /// `line 2 x "Widget" at EUR 5 tax 20%`.
  package struct Line: Sendable, Equatable {
    /// How many; one where it is not said.
    package let quantity: Expression?
    /// What is charged.
    package let description: String
    /// The price of one.
    package let price: Expression?
    /// The rate of tax.
    package let tax: Expression?
    /// Where it stands.
    package let span: SourceSpan

    /// A line of a document.
    package init(
      quantity: Expression?, description: String, price: Expression?, tax: Expression?,
      _ span: SourceSpan
    ) {
      self.quantity = quantity
      self.description = description
      self.price = price
      self.tax = tax
      self.span = span
    }
  }

  /// What may be said behind a verb, each once.
  package struct Clauses: Sendable, Equatable {
    /// The day, `on` or `dated`.
    package var on: Expression?
    /// The day by which to pay, of a new document.
    package var due: Expression?
    /// The bank's reference, `ref "…"`.
    package var reference: String?
    /// How it was paid, `by transfer`.
    package var method: Name?
    /// At which rate one currency pays for another, `at 0.92`.
    package var rate: Expression?
    /// Why, `because "…"`.
    package var because: String?
    /// How many records must change, `expect 3`.
    package var expect: Int?
    /// The order number of a new document.
    package var po: String?
    /// The currency of a new document.
    package var currency: Expression?

    /// Nothing said.
    package init() {}
  }
}

extension Write {
  /// The words that a sentence which changes records can begin with.
  package static let verbs: [String] = [
    "pay", "post", "apply", "unapply", "write", "flag", "unflag", "hold", "release", "approve",
    "send", "note", "promise", "dispute", "resolve", "change", "add", "void", "return", "refund",
    "undo",
  ]
}
