package import Diagnostics
package import Model
package import Syntax

/// A change as meant: records found, days and amounts understood.
package struct BoundWrite: Sendable {
  /// What is to be done.
  package let kind: Kind
  /// What else was said.
  package let clauses: Clauses
  /// Where the sentence stands.
  package let span: SourceSpan
  /// What was understood where the words left a choice.
  package let notes: [String]

  /// The verbs with what each works on.
  package enum Kind: Sendable {
    case pay(Named, Sum)
    case post(Sum, from: Named, Remittance?)
    case apply(Named, to: Remittance)
    case unapply(Named, from: Named, Sum?)
    case writeOff(Named, Sum?)
    case mark(Write.Mark, Targets)
    case note(Targets, Text)
    case promise(Named, Sum)
    case dispute(Named, Sum?)
    case resolve(Named)
    case change(Named, [Setting])
    case add(BoundAddition)
    case void(Named)
    case `return`(Named)
    case refund(Named, Sum?)
    /// Fields of the book itself.
    case changeBook([Setting])
    /// The number of the event; nil for the last one.
    case undo(Int?, SourceSpan)
  }

  /// A record and where it is named.
  package struct Named: Sendable {
    /// The record.
    package let record: RecordID
    /// Its name in the sentence.
    package let span: SourceSpan
  }

  /// An amount and where it stands; without a currency it is in that of what it is about.
  package struct Sum: Sendable {
    /// How much.
    package let amount: Decimal
    /// In which currency, if that is said.
    package let currency: Currency?
    /// Where it stands.
    package let span: SourceSpan
  }

  /// What money settles.
  package enum Remittance: Sendable {
    case oldest
    case documents([(document: Named, amount: Sum?)])
  }

  /// The records that a verb works on.
  package enum Targets: Sendable {
    case record(Named)
    /// All records that a question answers with.
    case query(BoundQuery, SourceSpan)
  }

  /// A field and its new value.
  package struct Setting: Sendable {
    /// The field.
    package let field: FieldID
    /// What it is to be.
    package let value: Value
    /// Where the field is named.
    package let span: SourceSpan
  }

  /// A rate and where it stands.
  package struct Rate: Sendable {
    /// How much one unit comes to.
    package let figure: Decimal
    /// Where it stands.
    package let span: SourceSpan
  }

  /// What else was said.
  package struct Clauses: Sendable {
    /// The day; nil for today.
    package var on: CivilDate?
    /// The day by which to pay.
    package var due: CivilDate?
    /// The bank's reference.
    package var reference: Text?
    /// How it was paid.
    package var method: Text?
    /// How much one unit of what is paid with comes to in what is paid.
    package var rate: Rate?
    /// Why.
    package var because: Text?
    /// How many records must change.
    package var expect: Int?
    /// The order number.
    package var po: Text?
    /// The currency of a new document.
    package var currency: Currency?
  }
}

/// A record to add, as meant.
package struct BoundAddition: Sendable {
  /// Where it goes.
  package let collection: CollectionID
  /// Its number or name; nil for the next number.
  package let label: Text?
  /// Whose it is.
  package let owner: BoundWrite.Named?
  /// How much a credit note without lines comes to.
  package let amount: BoundWrite.Sum?
  /// Fields of its own.
  package let settings: [BoundWrite.Setting]
  /// Its lines.
  package let lines: [Line]

  /// A line as meant.
  package struct Line: Sendable {
    /// How many; nil where that is not said.
    package let quantity: Decimal?
    /// What is charged.
    package let description: Text
    /// The price of one.
    package let price: BoundWrite.Sum?
    /// The rate of tax, 0.2 for 20%.
    package let tax: Decimal?
    /// Where it stands.
    package let span: SourceSpan
  }
}
