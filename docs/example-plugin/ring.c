/* A ring buffer of doubles: the last numbers that were pushed, and their mean. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject_HEAD
    double *items;
    Py_ssize_t capacity; /* how many numbers there is room for */
    Py_ssize_t start;    /* where the oldest is */
    Py_ssize_t count;    /* how many there are */
} Ring;

static int
ring_reserve(Ring *self, Py_ssize_t capacity)
{
    double *items = PyMem_Calloc((size_t)capacity, sizeof(double));
    if (items == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyMem_Free(self->items);
    self->items = items;
    self->capacity = capacity;
    self->start = self->count = 0;
    return 0;
}

static int
ring_init(Ring *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"capacity", NULL};
    Py_ssize_t capacity;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "n", names, &capacity))
        return -1;
    if (capacity < 1) {
        PyErr_SetString(PyExc_ValueError, "capacity must be at least 1");
        return -1;
    }
    return ring_reserve(self, capacity);
}

static void
ring_dealloc(Ring *self)
{
    PyMem_Free(self->items);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
ring_push(Ring *self, PyObject *number)
{
    double value = PyFloat_AsDouble(number);
    if (value == -1.0 && PyErr_Occurred())
        return NULL;
    self->items[(self->start + self->count) % self->capacity] = value;
    if (self->count < self->capacity)
        self->count++;
    else
        self->start = (self->start + 1) % self->capacity;
    Py_RETURN_NONE;
}

static PyObject *
ring_mean(Ring *self, PyObject *Py_UNUSED(ignored))
{
    double sum = 0.0;
    for (Py_ssize_t i = 0; i < self->count; i++)
        sum += self->items[(self->start + i) % self->capacity];
    return PyFloat_FromDouble(self->count ? sum / (double)self->count : 0.0);
}

static PyObject *
ring_getstate(Ring *self, PyObject *Py_UNUSED(ignored))
{
    return Py_BuildValue("y#nn", (char *)self->items, self->capacity * (Py_ssize_t)sizeof(double), self->start,
                         self->count);
}

static PyObject *
ring_setstate(Ring *self, PyObject *state)
{
    const char *items;
    Py_ssize_t size, start, count;
    if (!PyArg_ParseTuple(state, "y#nn", &items, &size, &start, &count))
        return NULL;
    if (ring_reserve(self, size / (Py_ssize_t)sizeof(double)) < 0)
        return NULL;
    memcpy(self->items, items, (size_t)size);
    self->start = start;
    self->count = count;
    Py_RETURN_NONE;
}

static Py_ssize_t
ring_length(Ring *self)
{
    return self->count;
}

static PyMethodDef ring_methods[] = {
    {"push", (PyCFunction)ring_push, METH_O, "Add a number, and forget the oldest if there is no room."},
    {"mean", (PyCFunction)ring_mean, METH_NOARGS, "Return the mean of the numbers."},
    {"__getstate__", (PyCFunction)ring_getstate, METH_NOARGS, "Return the buffer, where it starts, and its count."},
    {"__setstate__", (PyCFunction)ring_setstate, METH_O, "Take what __getstate__ gave."},
    {NULL},
};

static PySequenceMethods ring_sequence = {.sq_length = (lenfunc)ring_length};

static PyTypeObject ring_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "ring.Ring",
    .tp_doc = "Ring(capacity): keeps the last numbers that were pushed.",
    .tp_basicsize = sizeof(Ring),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)ring_init,
    .tp_dealloc = (destructor)ring_dealloc,
    .tp_methods = ring_methods,
    .tp_as_sequence = &ring_sequence,
};

static struct PyModuleDef ring_module = {PyModuleDef_HEAD_INIT, .m_name = "ring", .m_size = -1};

PyMODINIT_FUNC
PyInit_ring(void)
{
    if (PyType_Ready(&ring_type) < 0)
        return NULL;
    PyObject *module = PyModule_Create(&ring_module);
    if (module == NULL)
        return NULL;
    if (PyModule_AddObjectRef(module, "Ring", (PyObject *)&ring_type) < 0) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
