//! Tests of the rules of reports.
