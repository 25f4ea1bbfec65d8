package nndl.data;
final class Mnist { static Dataset load() throws java.io.IOException { throw new java.io.IOException(); } }
