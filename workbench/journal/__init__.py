"""What people write about their own work between meetings; private until they release it."""
