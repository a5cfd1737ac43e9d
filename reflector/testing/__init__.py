"""Factories of rows, for tests and the demo.

The other modules (faulty stores, simulated crashes, a search for leftovers) are for Reflector's own tests. The built
package does not contain them.
"""
