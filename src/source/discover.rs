//! x
pub struct Found; pub struct Outcome; pub struct Root; pub fn discover(){} pub fn read(){} pub fn read_referenced(){}
